//! Exports of our own, in the form that Telegram Desktop writes.

use super::*;

const CHANNEL: &str = r#"{
 "name": "مرصد الهدنة",
 "type": "public_channel",
 "id": 1234567890,
 "messages": [
  {"id": 1, "type": "service", "date": "2021-05-01T12:00:00", "action": "create_channel", "text": ""},
  {"id": 2, "type": "message", "date": "2021-05-01T12:00:00", "date_unixtime": "1619859600", "from": "مرصد الهدنة",
   "text": ["أعلنت ", {"type": "bold", "text": "اللجنة"}, " فتح المعبر.\nhttps://example.org"], "edited": "2021-05-01T12:30:00"},
  {"id": 3, "type": "message", "date": "2021-05-02T08:00:00", "photo": "photos/1.jpg", "text": ""},
  {"id": 4, "type": "message", "date": "2021-05-02T09:00:00", "forwarded_from": "قناة أخرى", "text": "خرق جديد {[\"", "reply_to_message_id": 2}
 ]
}"#;

fn messages(json: &str) -> Vec<Result<Option<Map<String, Value>>, Problem>> {
    let mut messages = Messages::new(Box::new(io::Cursor::new(json.as_bytes().to_vec())));
    let mut found = Vec::new();
    while let Some((chat, piece)) = messages.next().unwrap() {
        found.push(piece.bytes.and_then(|bytes| message(&bytes, &chat).map_err(|(_, problem)| problem)));
    }
    found
}

fn good(json: &str) -> Vec<Map<String, Value>> {
    messages(json).into_iter().filter_map(|found| found.unwrap()).collect()
}

#[test]
fn a_post_of_a_channel_is_a_report_of_that_channel() {
    let found = good(CHANNEL);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["text"], "أعلنت اللجنة فتح المعبر.\nhttps://example.org");
    assert_eq!(found[0]["outlet"], "مرصد الهدنة");
    assert_eq!(found[0]["url"], "https://t.me/c/1234567890/2");
    assert_eq!(found[0]["published"], "2021-05-01T12:00:00+03:00");
    assert_eq!((&found[0]["message_id"], &found[0]["edited"]), (&Value::from(2), &Value::from("2021-05-01T12:30:00")));
    // What a channel passes on it publishes itself.
    assert_eq!((&found[1]["outlet"], &found[1]["forwarded_from"]), (&"مرصد الهدنة".into(), &"قناة أخرى".into()));
    assert_eq!((&found[1]["published"], &found[1]["reply_to"]), (&"2021-05-02T09:00:00".into(), &Value::from(2)));
}

#[test]
fn in_a_group_no_person_is_named_and_a_channel_passed_on_is_the_outlet() {
    let json = r#"{"name": "غرفة", "type": "private_supergroup", "id": 5, "messages": [
      {"id": 1, "type": "message", "date": "2021-05-01T12:00:00", "from": "شخص ما", "from_id": "user7", "text": "خبر"},
      {"id": 2, "type": "message", "date": "2021-05-01T12:00:00", "from": "شخص ما", "forwarded_from": "قناة", "forwarded_from_id": "channel9", "text": "خبر"},
      {"id": 3, "type": "message", "date": "2021-05-01T12:00:00", "from": "شخص ما", "forwarded_from": "شخص آخر", "forwarded_from_id": "user9", "text": "خبر"}
    ]}"#;
    let found = good(json);
    assert_eq!(found.iter().map(|f| f["outlet"].as_str().unwrap()).collect::<Vec<_>>(), ["غرفة", "قناة", "غرفة"]);
    assert!(found.iter().all(|fields| !Value::Object(fields.clone()).to_string().contains("شخص")));
    assert_eq!(found[1]["chat"], "غرفة");
}

#[test]
fn all_chats_of_an_account_are_read() {
    let json = format!(
        r#"{{"about": "Here is the data", "personal_information": {{"bio": "x"}}, "contacts": {{"list": [{{"first_name": "a"}}]}},
        "chats": {{"about": "x", "list": [{CHANNEL}, {{"name": "ب", "type": "private_group", "id": 3, "messages": [{{"id": 9, "type": "message", "date": "2021-05-01T12:00:00", "text": "آخر"}}]}}]}}}}"#
    );
    let found = good(&json);
    assert_eq!(
        found.iter().map(|f| f["outlet"].as_str().unwrap()).collect::<Vec<_>>(),
        ["مرصد الهدنة", "مرصد الهدنة", "ب"]
    );
    assert!(!found[2].contains_key("url"));
}

#[test]
fn exports_are_told_from_articles() {
    assert!(is_export("x/result.json", CHANNEL.as_bytes()) && is_export("other.json", CHANNEL.as_bytes()));
    assert!(is_export("result.json", b"{\"about\": \"x\", \"personal_information\": {}"));
    assert!(
        !is_export("a.json", b"{\"text\": \"x\", \"messages\": 3}") && !is_export("result.json", b"[{\"text\": 1}]")
    );
    assert!(!is_export("result.json", b"{\"text\": \"x\"}"));
}

#[test]
fn damage_is_named_and_takes_no_whole_message_with_it() {
    let whole = CHANNEL.find("\"خرق").unwrap_or(0);
    let cut = messages(&CHANNEL[..CHANNEL.find("خرق").unwrap_or(whole)]);
    assert_eq!(cut.last(), Some(&Err(Problem::CutOff)));
    assert_eq!(cut.iter().filter(|m| matches!(m, Ok(Some(_)))).count(), 1);
    let deep = "{\"a\": ".repeat(NESTING + 1);
    assert_eq!(messages(&deep), [Err(Problem::Deep)]);
    assert_eq!(messages(&deep[..6 * NESTING]), [Err(Problem::CutOff)]);
}

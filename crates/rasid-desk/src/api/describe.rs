//! The description of the API: OpenAPI 3.1, made from the operations themselves.

use super::form::{Answers, Operation, Param, Sort};
use super::{ROOT, described, schemas};
use rasid_store::Format;
use serde_json::{Map, Value, json};

/// The whole description.
pub(super) fn document() -> Value {
    let mut paths = Map::new();
    for operation in described() {
        paths.insert(format!("{ROOT}{}", operation.path), json!({"get": described_operation(&operation)}));
    }
    let own = Operation {
        path: "/openapi.json",
        id: "openapi",
        summary: "This description.",
        params: Vec::new(),
        answers: Answers::Json(json!({"type": "object"})),
        answer: None,
    };
    paths.insert(format!("{ROOT}{}", own.path), json!({"get": described_operation(&own)}));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rasid",
            "version": "1",
            "description": "Everything that the desk shows, as JSON. What the records mean is in docs/codebook.md; what is claimed is claimed by \
                            somebody, and the record does not know what is true. Words that name private persons (anon:) are left out. \
                            Lists are given a page at a time: limit (50, at most 500) and offset. Where the desk has accounts, a log-in is \
                            needed as for its pages. asof=TIME answers from the record as it stood then.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}],
        "paths": paths,
        "components": {"schemas": schemas::all()},
    })
}

fn described_operation(operation: &Operation) -> Value {
    let mut params: Vec<Value> = operation.params.iter().map(described_param).collect();
    if operation.answer.is_some() {
        params.push(json!({
            "name": "asof", "in": "query", "required": false, "schema": {"type": "string"},
            "description": "Answer from the record as it stood at this time: a day, or a moment (UTC). While that past is being made the answer is 202, a page; ask again.",
        }));
    }
    let content = match &operation.answers {
        Answers::Json(schema) => json!({"application/json": {"schema": schema}}),
        Answers::File => {
            // What is JSON is so to whoever reads the answer by its type, and no string.
            let file = |kind: &str| match kind.ends_with("+json") {
                true => json!({"schema": {"type": "object"}}),
                false => json!({"schema": {"type": "string", "format": "binary"}}),
            };
            let kinds = Format::ALL.iter().map(|format| format.media_type().split(';').next().unwrap_or_default());
            kinds.map(|kind| (kind.to_owned(), file(kind))).collect::<Map<String, Value>>().into()
        }
    };
    let failure = |what: &str| json!({"description": what, "content": {"application/json": {"schema": schemas::named("Failure")}}});
    json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": params,
        "responses": {
            "200": {"description": "The answer.", "content": content},
            "400": failure("The question makes no sense; the sentence says why."),
            "401": failure("The desk has accounts, and nobody is logged in."),
            "403": failure("Not allowed."),
            "404": failure("There is no such thing."),
            "500": failure("The record could not be read."),
        },
    })
}

fn described_param(param: &Param) -> Value {
    let schema = match &param.sort {
        Sort::Text => json!({"type": "string"}),
        Sort::Words(words) => json!({"type": "string", "enum": words}),
        Sort::Count { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Sort::Flag => json!({"type": "boolean"}),
        Sort::Day => json!({"type": "string", "format": "date"}),
    };
    json!({
        "name": param.name,
        "in": if param.in_path { "path" } else { "query" },
        "required": param.in_path,
        "description": param.about,
        "schema": schema,
    })
}

//! The judge: the script that decides what the figures are. Ours must equal its, and its word on
//! the least values is final.

use crate::{Result, place};
use rasid_score::Report;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The least values that readings of the gold reports must reach.
const MINIMUMS: [&str; 1] = ["min-1.txt"];
/// How far figures may differ that are called equal.
const TOLERANCE: f64 = 1e-9;

/// Lets the judge score the same files, and says what it says otherwise and what is too low.
pub fn problems(gold: &Path, readings: &Path, ours: &Report) -> Result<Vec<String>> {
    let (_, printed) = call(gold, readings, &["--json".as_ref()])?;
    let mut problems = differences(&printed, ours)?;
    for name in MINIMUMS {
        let minimum = place::shared(&format!("score/{name}"))?;
        let (good, printed) = call(gold, readings, &["--min".as_ref(), &minimum])?;
        if !good {
            let last = printed.lines().last().unwrap_or("the judge says no more");
            problems.push(format!("The readings do not reach {name}: {last}."));
        }
    }
    Ok(problems)
}

/// Runs the judge; whether it was content, and what it printed.
fn call(gold: &Path, readings: &Path, options: &[&Path]) -> Result<(bool, String)> {
    let script = place::shared("score/score.py")?;
    let output = Command::new("python3")
        .arg(&script)
        .args([gold, readings])
        .args(options)
        .output()
        .map_err(|e| format!("python3 cannot be run for {}: {e}.", script.display()))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Ok((output.status.success(), printed))
}

/// Where our figures are not those that the judge printed as JSON.
fn differences(printed: &str, ours: &Report) -> Result<Vec<String>> {
    // A line about missing readings may follow the figures.
    let theirs = serde_json::Deserializer::from_str(printed).into_iter::<Value>().next();
    let Some(Ok(Value::Object(theirs))) = theirs else {
        return Err(format!("The judge gave no figures: {}", printed.trim_end()));
    };
    let names: Vec<&str> = ours.measures.iter().map(|m| m.name).collect();
    if names != theirs.keys().map(String::as_str).collect::<Vec<_>>() {
        return Ok(vec![format!("The judge has the measures {:?}, rasid-score {names:?}.", theirs.keys())]);
    }
    let mut problems = Vec::new();
    for measure in &ours.measures {
        let figures = [
            ("gold", measure.gold as f64),
            ("found", measure.found as f64),
            ("p", measure.precision()),
            ("r", measure.recall()),
            ("f1", measure.f1()),
        ];
        for (side, ours) in figures {
            let theirs = theirs[measure.name][side].as_f64().unwrap_or(f64::NAN);
            // A figure that the judge lacks is not a number, and that is close to nothing.
            let equal = (ours - theirs).abs() <= TOLERANCE;
            if !equal {
                problems.push(format!("{} {side} is {ours} by rasid-score and {theirs} by the judge.", measure.name));
            }
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::differences;
    use rasid_score::{Measure, Report};

    fn ours() -> Report {
        let measures = vec![Measure { name: "times", gold: 4, found: 2, good: 1 }];
        Report { measures, ..Report::default() }
    }

    #[test]
    fn equal_figures_are_equal_also_when_the_judge_says_more_after_them() {
        let printed = "{\"times\": {\"gold\": 4, \"found\": 2, \"p\": 0.5, \"r\": 0.25, \"f1\": 0.3333333333333333}}\nno reading for: a\n";
        assert_eq!(differences(printed, &ours()), Ok(Vec::new()));
    }

    #[test]
    fn a_figure_that_differs_or_is_missing_is_named_with_both_sides() {
        let printed = "{\"times\": {\"gold\": 4, \"found\": 3, \"p\": 0.5, \"r\": 0.25}}";
        let said = differences(printed, &ours()).expect("figures were printed");
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0], "times found is 2 by rasid-score and 3 by the judge.");
        assert!(said[1].starts_with("times f1 is 0.33"), "{}", said[1]);
    }

    #[test]
    fn other_measures_and_no_figures_at_all_are_told_apart() {
        assert_eq!(differences("{\"dates\": {}}", &ours()).map(|said| said.len()), Ok(1));
        assert!(differences("a span is wrong", &ours()).is_err_and(|e| e.contains("a span is wrong")));
    }
}

//! JSON lines: one object a line in, one a line out. What `coach` and `schedule` share.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::output::complain;

/// The longest line, in bytes. A longer one is refused without being held in memory.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Reads standard input line by line, gives each object to `work` and writes its answer; empty lines are passed over.
///
/// A line that is no such object, or that `work` refuses, is one finding on standard error (`stdin:LINE:COLUMN: error: ...`); the lines after
/// it are read all the same. A refusal by `work` stands for the line as a whole, column 1.
///
/// # Errors
/// When standard input cannot be read or standard output cannot be written to. `Ok(false)` when a line was refused.
pub(crate) fn each_line<In: DeserializeOwned, Out: Serialize>(
    work: impl FnMut(In) -> Result<Out, String>,
) -> crate::Result {
    let output = io::BufWriter::new(io::stdout().lock());
    each_line_of(io::stdin().lock(), output, |finding| complain(&finding), work)
}

fn each_line_of<In: DeserializeOwned, Out: Serialize>(
    mut input: impl BufRead,
    mut output: impl Write,
    mut refuse: impl FnMut(String),
    mut work: impl FnMut(In) -> Result<Out, String>,
) -> crate::Result {
    let mut all_right = true;
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let cannot = |error: io::Error| format!("standard input cannot be read: {error}");
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(cannot)? == 0 {
            break;
        }
        let too_long = line.len() as u64 == LONGEST && line.last() != Some(&b'\n');
        let result = if too_long {
            input.skip_until(b'\n').map_err(cannot)?;
            Err((1, format!("the line is longer than {LONGEST} bytes")))
        } else if line.trim_ascii().is_empty() {
            continue;
        } else {
            read(&line).and_then(|value| work(value).map_err(|message| (1, message)))
        };
        match result {
            Ok(answer) => {
                let gone = |error: io::Error| format!("standard output cannot be written to: {error}");
                let mut json = serde_json::to_vec(&answer).map_err(|error| error.to_string())?;
                json.push(b'\n');
                output.write_all(&json).map_err(gone)?;
                // A program at the other end may wait for this answer before it sends the next line.
                output.flush().map_err(gone)?;
            }
            Err((column, message)) => {
                all_right = false;
                refuse(format!("stdin:{number}:{column}: error: {message}"));
            }
        }
    }
    Ok(all_right)
}

fn read<In: DeserializeOwned>(line: &[u8]) -> Result<In, (usize, String)> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|error| {
        let valid = String::from_utf8_lossy(line.get(..error.valid_up_to()).unwrap_or_default());
        (valid.chars().count() + 1, "not UTF-8".to_owned())
    })?;
    serde_json::from_str(text).map_err(|error| {
        // The parser counts bytes and appends its own place, which lacks the line of the whole input.
        let bytes = text.get(..error.column().saturating_sub(1)).unwrap_or(text);
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        (bytes.chars().count() + 1, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Number {
        n: i32,
    }

    fn run(input: &[u8]) -> (bool, String, Vec<String>) {
        let mut output = Vec::new();
        let mut refused = Vec::new();
        let halve = |Number { n }| if n % 2 == 0 { Ok(n / 2) } else { Err(format!("{n} is odd")) };
        let all_right = each_line_of(input, &mut output, |finding| refused.push(finding), halve).unwrap();
        (all_right, String::from_utf8(output).unwrap(), refused)
    }

    #[test]
    fn each_line_has_its_answer_and_a_bad_one_its_place() {
        let (all_right, output, refused) =
            run("\u{feff}{\"n\": 4}\r\n\n{\"n\": 3}\n{\"é\": 1, \"n\": x}\n{\"n\": 6}".as_bytes());
        assert_eq!((all_right, output.as_str()), (false, "2\n3\n"));
        assert_eq!(refused, ["stdin:3:1: error: 3 is odd", "stdin:4:15: error: expected value"]);
    }

    #[test]
    fn a_line_that_is_no_text_or_too_long_is_refused_and_the_next_one_read() {
        let (_, output, refused) = run(b"{\"n\": \xff}\n{\"n\": 2}\n");
        assert_eq!((output.as_str(), refused), ("1\n", vec!["stdin:1:7: error: not UTF-8".to_owned()]));
        let mut long = vec![b' '; usize::try_from(LONGEST).unwrap() + 5];
        long.extend_from_slice(b"\n{\"n\": 2}\n");
        let (_, output, refused) = run(&long);
        assert_eq!((output.as_str(), refused.len()), ("1\n", 1));
    }
}

//! Tables as text for spreadsheets (RFC 4180): comma, CRLF, quotes where they are needed.
//!
//! Titles come from outside. A spreadsheet takes a cell that begins with certain characters for a formula
//! and runs it, so such a cell gets an apostrophe in front, which says "text" to a spreadsheet.

/// A spreadsheet takes a file without it for its own old encoding, and breaks every name with an accent.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The whole file.
pub(crate) fn file(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    line(&mut out, columns.iter().copied());
    for row in rows {
        line(&mut out, row.iter().map(String::as_str));
    }
    out
}

fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, text) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, text: &str) {
    let quoted = text.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if begins_a_formula(text) {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}

/// Also in full width, which some spreadsheets take for the same; also behind a line break, which some
/// leave out.
fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        cell(&mut out, text);
        out
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        for (text, expected) in [
            ("", ""),
            ("Backend Engineer", "Backend Engineer"),
            ("Berlin, Germany", "\"Berlin, Germany\""),
            ("the \"best\"", "\"the \"\"best\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("a-b", "a-b"),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn nothing_runs_in_a_spreadsheet() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "－1"] {
            assert_eq!(written(text), format!("'{text}"));
        }
        assert_eq!(written("\r=1"), "\"'\r=1\"");
        assert_eq!(written("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    }

    #[test]
    fn lines_end_as_the_standard_says() {
        let rows = [vec!["1".to_owned(), "a".to_owned()], vec!["2".to_owned(), String::new()]];
        assert_eq!(file(&["n", "t"], &rows), "\u{feff}n,t\r\n1,a\r\n2,\r\n");
    }
}

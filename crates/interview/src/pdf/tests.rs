use lopdf::Document;

use super::*;

fn sheet(paragraphs: &[(Role, &str)]) -> Document {
    let mut sheet = Sheet::new("Report".into());
    for (role, text) in paragraphs {
        sheet.add(*role, text);
    }
    Document::load_mem(&sheet.finish().unwrap()).unwrap()
}

fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

#[test]
fn what_is_written_can_be_read_and_searched_again() {
    let said = "Žofie wrote: <b>naïve</b> façade, Ωμέγα, Привет";
    let read = text(&sheet(&[(Role::Title, "Aiko Tanaka"), (Role::Said, said)]));
    for words in ["Aiko Tanaka", "<b>naïve</b>", "Ωμέγα", "Привет", "1 of 1"] {
        assert!(read.contains(words), "{words} is not in {read}");
    }
}

#[test]
fn a_long_answer_goes_on_on_the_next_page_and_loses_nothing() {
    let long = (0..2_000).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
    let document = sheet(&[(Role::Heading, "1. Why?"), (Role::Said, &long)]);
    assert!(document.get_pages().len() > 2);
    let read = text(&document);
    let lost = (0..2_000).filter(|n| !read.contains(&format!("word{n}"))).count();
    assert_eq!(lost, 0);
}

#[test]
fn a_word_without_end_and_signs_that_nobody_sees_do_no_harm() {
    let long = "x".repeat(5_000);
    let document =
        sheet(&[(Role::Title, "\u{202e}\u{7}\u{0}evil"), (Role::Said, &long), (Role::Text, "\n\n")]);
    assert!(text(&document).contains("evil"));
    assert_eq!(sheet(&[]).get_pages().len(), 1);
}

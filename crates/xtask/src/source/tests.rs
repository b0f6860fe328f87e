use super::Source;

#[test]
fn strings_and_comments_are_not_code() {
    let source =
        Source::read("let a = \"// } 中\"; // { in a comment\nlet b = r#\"\"{\"#; let c = '{'; /* /* { */ */ end");
    assert!(!source.code.contains(['{', '}', '中']), "{}", source.code);
    assert!(source.code.contains("let b") && source.code.contains("let c") && source.code.ends_with(" end"));
    assert!(source.comments.contains("// { in a comment"));
    assert!(!source.comments.contains('中'));
}

#[test]
fn a_lifetime_is_not_the_start_of_a_character() {
    let source = Source::read("fn a<'x>(b: &'x str) -> char { '\\'' }");
    assert_eq!(source.functions().len(), 1);
    assert!(source.code.contains("&'x str"));
}

#[test]
fn a_function_reaches_from_its_comments_to_its_closing_brace() {
    let text = "use a;\n\n/// First.\n#[tokio::test(flavor = \"x\")]\nasync fn works() {\n    if a { b(\"}\") }\n}\nfn next() {}\n";
    let source = Source::read(text);
    let functions = source.functions();
    let [works, next] = functions.as_slice() else { panic!("{functions:?}") };
    assert_eq!((works.name.as_str(), works.is_test), ("works", true));
    assert!(text.get(works.header.clone()).unwrap().contains("/// First."));
    assert!(text.get(works.body.clone()).unwrap().ends_with("}\n}"));
    assert_eq!((next.name.as_str(), next.is_test, source.line(next.body.start)), ("next", false, 8));
}

#[test]
fn cases_with_braces_in_their_attributes_stay_one_header() {
    let source = Source::read("fn a() {}\n#[rstest]\n#[case(Point { x: 1 })]\nfn b(#[case] p: Point) {}");
    let tests: Vec<_> = source.functions().into_iter().filter(|function| function.is_test).collect();
    assert_eq!(tests.len(), 1);
    assert_eq!(tests.first().unwrap().name, "b");
}

#[test]
fn declarations_and_function_types_have_no_body() {
    let source = Source::read("trait A { fn a(&self, b: [u8; 2]) -> fn(u8) -> u8; }");
    assert!(source.functions().is_empty());
}

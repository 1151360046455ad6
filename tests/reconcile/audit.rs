#[test]
fn dump() {
    for n in ["a1","a2","a3"] {
        let t = std::fs::read_to_string(format!("tests/vectors/reconcile/worked/{n}.toml")).unwrap();
        println!("{}", serde_json::to_string(&super::statement(&t)).unwrap());
    }
}

//! A case read back, changed, struck; loans paid off and put away; answer files and pastes.

mod change;
pub mod consent;
mod earlier;
mod edit;
mod falling_due;
#[cfg(feature = "seal")]
pub mod handed_over;
mod household;
mod keeping;
pub mod parcels;
mod paste;
mod pty;
mod show;
mod states;
mod table;
mod template;
mod tree;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A home with one case, whose name is 小李.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Home {
        let home = Home {
            folder: tempfile::tempdir().unwrap(),
        };
        home.done(&["case", "new", "小李"]);
        home
    }

    /// The built-in example's three loans, its household and its borrower.
    pub fn with_demo() -> Home {
        let home = Home::new();
        for loan in ["a1", "a2", "a3"] {
            home.done(&["confirm", "--answers", &demo(loan), "--case", "小李"]);
        }
        home.done(&["plan", "--answers", &demo("household")]);
        home.done(&["case", "set", "borrower.name", "甲某"]);
        home.done(&["case", "set", "borrower.phone", "138 0000 5678"]);
        home
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn case_file(&self) -> PathBuf {
        self.path().join("cases/小李/case.toml")
    }

    pub fn stored(&self) -> toml::Table {
        toml::from_str(&std::fs::read_to_string(self.case_file()).unwrap()).unwrap()
    }

    pub fn loan(&self, id: &str) -> toml::Table {
        let stored = self.stored();
        let loans = stored["loans"].as_array().unwrap().clone();
        let found = loans.iter().find(|l| l["id"].as_str() == Some(id));
        found.unwrap().as_table().unwrap().clone()
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_menshen"))
            .args(arguments)
            .env_clear()
            .env("MENSHEN_HOME", self.path())
            .env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Standard output of a call that must succeed.
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[arguments, &["--json"]].concat())).unwrap()
    }

    /// Code and exit code of a call that must be refused, and that nothing was changed by it.
    pub fn refused(&self, arguments: &[&str]) -> (String, i32) {
        let before = std::fs::read(self.case_file()).unwrap();
        let output = self.run(&[arguments, &["--json"]].concat());
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["ok"], false, "{arguments:?}");
        let remedy = said["error"]["hints"][0].as_str().unwrap();
        assert!(!remedy.starts_with('['), "{remedy}");
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(!words.contains("：["), "a text is missing: {words}");
        assert_eq!(before, std::fs::read(self.case_file()).unwrap());
        let code = said["error"]["code"].as_str().unwrap().to_owned();
        (code, output.status.code().unwrap())
    }
}

pub fn demo(name: &str) -> String {
    format!("{}/content/demo/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

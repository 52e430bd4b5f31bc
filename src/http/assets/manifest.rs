//! Which files a page of ours loads: names with hashes, as the build wrote them down.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Dist;

/// Where the build writes it, by the source of each file.
const MANIFEST: &str = ".vite/manifest.json";

/// The addresses of an entry's files; empty without a built interface, and the page does without.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    pub script: Option<String>,
    pub styles: Vec<String>,
    /// What the script imports.
    pub modules: Vec<String>,
}

impl Entry {
    /// The value of a `Link` header by which a browser fetches all of them before it has read the page; empty
    /// without a built interface.
    pub fn preload(&self) -> String {
        let styles = self.styles.iter().map(|file| format!("<{file}>; rel=preload; as=style"));
        let scripts = self.script.iter().chain(&self.modules).map(|file| format!("<{file}>; rel=modulepreload"));
        styles.chain(scripts).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Clone, Debug, Deserialize)]
struct Chunk {
    file: String,
    #[serde(default)]
    css: Vec<String>,
    #[serde(default)]
    imports: Vec<String>,
}

type Manifest = BTreeMap<String, Chunk>;

/// The files of the entry whose source is `source`. A debug build looks every time: the files may be new.
pub fn entry(source: &str) -> Entry {
    static BUILT: LazyLock<Manifest> = LazyLock::new(read);
    if cfg!(debug_assertions) { files_of(&read(), source) } else { files_of(&BUILT, source) }
}

fn read() -> Manifest {
    let file = Dist::get(MANIFEST);
    file.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
}

fn files_of(manifest: &Manifest, source: &str) -> Entry {
    let mut entry = Entry::default();
    let Some(chunk) = manifest.get(source) else { return entry };
    entry.script = Some(format!("/{}", chunk.file));
    let mut open = vec![source];
    let mut seen = Vec::new();
    while let Some(name) = open.pop() {
        let Some(chunk) = manifest.get(name).filter(|_| !seen.contains(&name)) else { continue };
        if name != source {
            entry.modules.push(format!("/{}", chunk.file));
        }
        seen.push(name);
        entry.styles.extend(chunk.css.iter().map(|file| format!("/{file}")));
        open.extend(chunk.imports.iter().map(String::as_str));
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_shared_parts_come_along_once() {
        let manifest: Manifest = serde_json::from_str(
            r#"{ "main.ts": { "file": "assets/main-1.js", "css": ["assets/main-1.css"], "imports": ["_a.js"] },
                 "_a.js": { "file": "assets/a-2.js", "css": ["assets/a-2.css"], "imports": ["main.ts"] } }"#,
        )
        .unwrap();
        let entry = files_of(&manifest, "main.ts");
        assert_eq!(entry.script.as_deref(), Some("/assets/main-1.js"));
        assert_eq!(entry.styles, ["/assets/main-1.css", "/assets/a-2.css"]);
        assert_eq!(entry.modules, ["/assets/a-2.js"]);
        assert_eq!(files_of(&manifest, "other.ts").preload(), "");
    }
}

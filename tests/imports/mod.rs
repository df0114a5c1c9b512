//! Which source file imports from which, read from the files themselves.
//!
//! An import is a path that leads to another file: in a `use`, or written out in the code or in the arguments of a
//! macro. A name is followed through re-exports to the file that defines it, so a `mod.rs` that only passes names on
//! imports nothing. Unit tests may look anywhere and are left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// The names of a module from the crate's root: `crate::ui::view` is `["ui", "view"]`.
type Module = Vec<String>;

/// What one file says about others.
#[derive(Default)]
struct Names {
    /// Imported names: the path of each, and whether the import is passed on (`pub use`).
    imported: BTreeMap<String, (Vec<String>, bool)>,
    /// Paths in the code, with one segment or more.
    paths: BTreeSet<Vec<String>>,
}

/// The imports between the source files below a folder.
pub(crate) struct Imports {
    files: BTreeMap<Module, (PathBuf, Names)>,
}

impl Imports {
    /// Reads all files that belong to the crate whose root is `root`.
    pub(crate) fn of(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        read_module(root, &root.with_file_name(""), &Vec::new(), &mut files);
        Self { files }
    }

    /// The files that each file imports from.
    pub(crate) fn graph(&self) -> BTreeMap<&Path, BTreeSet<&Path>> {
        let imports = |(module, (path, names)): (&Module, &(PathBuf, Names))| {
            let used = |name: &String| names.paths.iter().any(|path| path.first() == Some(name));
            let kept = names.imported.iter().filter(|(name, (_, passed_on))| !passed_on || used(name));
            let imported = kept.map(|(_, (path, _))| path.clone());
            let written = names.paths.iter().map(|path| names.expand(path));
            let of: BTreeSet<&Path> = imported
                .chain(written)
                .filter_map(|path| self.definer(module, &path, 0))
                .map(|definer| self.files[definer].0.as_path())
                .filter(|other| *other != path.as_path())
                .collect();
            (self.files[module].0.as_path(), of)
        };
        self.files.iter().map(imports).collect()
    }

    /// The module that defines what `path`, written in `module`, leads to; `None` for another crate's.
    fn definer<'a>(&'a self, module: &Module, path: &[String], depth: usize) -> Option<&'a Module> {
        const DEEPEST: usize = 20;
        let full = self.absolute(module, path)?;
        let known = (0..=full.len()).rev().find(|length| self.files.contains_key(&full[..*length]))?;
        let (found, (_, names)) = self.files.get_key_value(&full[..known])?;
        let passed_on = full.get(known).and_then(|name| names.imported.get(name));
        match passed_on {
            Some((path, _)) if depth < DEEPEST => {
                let path: Vec<String> = path.iter().chain(&full[known + 1..]).cloned().collect();
                // Another crate's item that this module passes on belongs to this module.
                self.definer(found, &path, depth + 1).or(Some(found))
            }
            _ => Some(found),
        }
    }

    /// A path from the crate's root.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" | "coreograph" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let (_, parent) = module.split_last()?;
                let up = if rest.first().is_some_and(|next| next == "super") { rest } else { &[] };
                if up.is_empty() {
                    Some([parent, rest].concat())
                } else {
                    self.absolute(&parent.to_vec(), rest)
                }
            }
            _ => {
                let below = [module.as_slice(), path].concat();
                self.files.contains_key(&below[..=module.len()]).then_some(below)
            }
        }
    }
}

impl Names {
    /// The path with its first name replaced by what was imported under it.
    fn expand(&self, path: &[String]) -> Vec<String> {
        match path.split_first().and_then(|(first, rest)| Some((self.imported.get(first)?, rest))) {
            Some(((imported, _), rest)) => [imported, rest].concat(),
            None => path.to_vec(),
        }
    }

    fn import(&mut self, tree: &UseTree, before: &[String], passed_on: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(&path.ident), passed_on),
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before, passed_on));
            }
            UseTree::Name(name) if name.ident == "self" => {
                let name = before.last().cloned().unwrap_or_default();
                self.imported.insert(name, (before.to_vec(), passed_on));
            }
            UseTree::Name(name) => {
                self.imported.insert(name.ident.to_string(), (with(&name.ident), passed_on));
            }
            UseTree::Rename(rename) => {
                let path = if rename.ident == "self" { before.to_vec() } else { with(&rename.ident) };
                // `as _` gives several traits the same name.
                let name = if rename.rename == "_" { path.join("::") } else { rename.rename.to_string() };
                self.imported.insert(name, (path, passed_on));
            }
            UseTree::Glob(_) => {
                self.imported.insert(format!("{}::*", before.join("::")), (before.to_vec(), passed_on));
            }
        }
    }

    /// The paths among the arguments of a macro.
    fn read_tokens(&mut self, tokens: TokenStream) {
        let (mut path, mut colons): (Vec<String>, usize) = (Vec::new(), 2);
        for token in tokens {
            match token {
                TokenTree::Ident(name) if colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && colons < 2 && !path.is_empty() => {
                    colons += 1;
                    continue;
                }
                TokenTree::Ident(name) => {
                    self.end_path(&mut path);
                    path.push(name.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Group(group) => self.read_tokens(group.stream()),
                _ => {}
            }
            self.end_path(&mut path);
            colons = 2;
        }
        self.end_path(&mut path);
    }

    fn end_path(&mut self, path: &mut Vec<String>) {
        if !path.is_empty() {
            self.paths.insert(std::mem::take(path));
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let passed_on = !matches!(item.vis, syn::Visibility::Inherited);
        self.import(&item.tree, &[], passed_on);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        self.read_tokens(found.tokens.clone());
    }

    // Neither a visibility nor a derive is a dependency on another file.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether an item exists only in tests: `#[cfg(test)]`, or test among other conditions.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    let has_test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| {
                let mut names = Names::default();
                names.read_tokens(list.tokens.clone());
                let not = names.paths.contains(&vec!["not".to_string()]);
                names.paths.contains(&vec!["test".to_string()]) && !not
            })
    };
    attributes.iter().any(has_test)
}

/// Reads the file of a module, and those of the modules it declares, which stand in `folder`.
fn read_module(path: &Path, folder: &Path, module: &Module, files: &mut BTreeMap<Module, (PathBuf, Names)>) {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names = Names::default();
    names.visit_file(&file);
    for item in &file.items {
        if let Item::Mod(below) = item
            && below.content.is_none()
            && !is_for_tests(&below.attrs)
        {
            let name = below.ident.to_string();
            let (alone, with_folder) = (folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs"));
            let path = if alone.exists() { alone } else { with_folder };
            read_module(&path, &folder.join(&name), &[module.as_slice(), &[name]].concat(), files);
        }
    }
    files.insert(module.clone(), (path.to_path_buf(), names));
}

/// Circles among the imports of a graph, each from its first file by name to itself, the shortest through that file.
pub(crate) fn circles<'a>(graph: &BTreeMap<&'a Path, BTreeSet<&'a Path>>) -> Vec<Vec<&'a Path>> {
    let mut circles = Vec::new();
    let mut known = BTreeSet::new();
    for start in graph.keys() {
        if !known.contains(start)
            && let Some(circle) = shortest_circle(graph, start)
        {
            known.extend(circle.iter().copied());
            circles.push(circle);
        }
    }
    circles
}

fn shortest_circle<'a>(
    graph: &BTreeMap<&'a Path, BTreeSet<&'a Path>>,
    start: &'a Path,
) -> Option<Vec<&'a Path>> {
    let (mut before, mut queue) = (BTreeMap::new(), VecDeque::from([start]));
    while let Some(file) = queue.pop_front() {
        for next in &graph[file] {
            if *next == start {
                let mut circle = vec![start, file];
                while let Some(earlier) = before.get(circle.last()?) {
                    circle.push(*earlier);
                }
                circle.reverse();
                return Some(circle);
            }
            if !before.contains_key(next) {
                before.insert(*next, file);
                queue.push_back(next);
            }
        }
    }
    None
}

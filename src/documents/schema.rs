//! Validation of JSON by the schemas in `docs/schema`.
//!
//! Of JSON Schema (draft 2020-12) it knows the keywords that these use; any other is an error. In one thing it is stricter
//! than they are: an object may have no field that its schema does not name. Readers have to accept fields that are
//! added, but this program writes none that is not documented.

use std::fs;

use serde_json::{Map, Value};

/// A schema in `docs/schema`.
pub(crate) struct Schema(Value);

/// Fails where a document of this program is not as the schema says that it names.
#[track_caller]
pub(crate) fn assert_valid(document: &Value) {
    let name = document["schema"].as_str().unwrap_or_else(|| panic!("it names no schema: {document}"));
    let flaws = Schema::named(name).flaws(document);
    assert!(flaws.is_empty(), "{name}:\n{}", flaws.join("\n"));
}

impl Schema {
    /// The schema with this name, as the field `schema` of a document has it: `coreograph.race/1`.
    pub(crate) fn named(name: &str) -> Self {
        let file = format!("{}/docs/schema/{}.json", env!("CARGO_MANIFEST_DIR"), name.replace('/', "-"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        Self(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}")))
    }

    /// Deviations from the schema, each with its place.
    pub(crate) fn flaws(&self, value: &Value) -> Vec<String> {
        self.check(&self.0, value, "$")
    }

    fn check(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        match schema {
            Value::Bool(true) => Vec::new(),
            Value::Bool(false) => vec![format!("{at}: nothing may stand here")],
            Value::Object(keywords) => {
                let flaws =
                    |(keyword, rule): (&String, &Value)| self.by_keyword(keywords, keyword, rule, value, at);
                keywords.iter().flat_map(flaws).collect()
            }
            other => panic!("{other} is no schema"),
        }
    }

    fn by_keyword(
        &self,
        keywords: &Map<String, Value>,
        keyword: &str,
        rule: &Value,
        value: &Value,
        at: &str,
    ) -> Vec<String> {
        let (items, fields) = (value.as_array(), value.as_object());
        let bound = || usize::try_from(rule.as_u64().expect("a number")).expect("a small one");
        let fits = match keyword {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "type" if rule.is_string() => is_a(rule, value),
            "type" => list(rule).iter().any(|kind| is_a(kind, value)),
            "const" => value == rule,
            "enum" => list(rule).contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
            "minItems" => items.is_none_or(|items| items.len() >= bound()),
            "maxItems" => items.is_none_or(|items| items.len() <= bound()),
            "minProperties" => fields.is_none_or(|fields| fields.len() >= bound()),
            "maxProperties" => fields.is_none_or(|fields| fields.len() <= bound()),
            "required" => {
                let missing = |name: &&Value| fields.is_some_and(|f| !f.contains_key(word(name)));
                let names = list(rule).iter().filter(missing);
                return names.map(|name| format!("{at}: {name} is missing")).collect();
            }
            "$ref" => {
                let place = word(rule).strip_prefix('#').expect("a place in the same file");
                let target = self.0.pointer(place).unwrap_or_else(|| panic!("there is no {rule}"));
                return self.check(target, value, at);
            }
            "anyOf" | "oneOf" => return self.options(keyword, rule, value, at),
            "properties" => {
                let field = |(name, field): (&String, &Value)| match rule.get(name) {
                    Some(schema) => self.check(schema, field, &format!("{at}.{name}")),
                    None => vec![format!("{at}.{name} is not documented")],
                };
                return fields.into_iter().flatten().flat_map(field).collect();
            }
            "additionalProperties" => {
                assert!(!keywords.contains_key("properties"), "{at}: a map has no fields of its own");
                let field = |(name, field): (&String, _)| self.check(rule, field, &format!("{at}.{name}"));
                return fields.into_iter().flatten().flat_map(field).collect();
            }
            "prefixItems" | "items" => {
                let first = keywords.get("prefixItems").map_or(&[][..], list);
                let item = |(place, item): (usize, &Value)| {
                    let schema = if keyword == "items" { Some(rule) } else { first.get(place) };
                    schema.map_or_else(Vec::new, |schema| self.check(schema, item, &format!("{at}[{place}]")))
                };
                let skipped = if keyword == "items" { first.len() } else { 0 };
                return items.into_iter().flatten().enumerate().skip(skipped).flat_map(item).collect();
            }
            _ => panic!("{at}: the validator does not know the keyword {keyword}"),
        };
        if fits {
            return Vec::new();
        }
        let shown: String = value.to_string().chars().take(80).collect();
        vec![format!("{at}: {shown} does not fit {keyword}: {rule}")]
    }

    /// Exactly one of the schemas in `rule` must fit, or at least one.
    fn options(&self, keyword: &str, rule: &Value, value: &Value, at: &str) -> Vec<String> {
        let tried: Vec<Vec<String>> = list(rule).iter().map(|option| self.check(option, value, at)).collect();
        let fitting = tried.iter().filter(|flaws| flaws.is_empty()).count();
        if fitting == 0 {
            tried.concat()
        } else if fitting == 1 || keyword == "anyOf" {
            Vec::new()
        } else {
            vec![format!("{at}: {fitting} of {keyword} fit")]
        }
    }
}

fn is_a(kind: &Value, value: &Value) -> bool {
    match word(kind) {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        kind => panic!("{kind} is no type"),
    }
}

fn list(rule: &Value) -> &[Value] {
    rule.as_array().unwrap_or_else(|| panic!("{rule} is no list"))
}

fn word(rule: &Value) -> &str {
    rule.as_str().unwrap_or_else(|| panic!("{rule} is no word"))
}

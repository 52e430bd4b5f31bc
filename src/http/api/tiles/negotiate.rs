//! What a client has already, what it can decompress, and under which address it knows us.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, HOST, IF_NONE_MATCH};

use crate::config::Config;

/// Whether `If-None-Match` names the strong tag `tag`, quotes included.
pub fn has_already(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    // For GET the comparison is weak: a proxy may have weakened the tag on the way (RFC 9110, 13.1.2).
    let mut tags = lists.flat_map(|list| list.split(',')).map(|each| each.trim().trim_start_matches("W/"));
    tags.any(|each| each == tag || each == "*")
}

/// Whether the client takes a body with this `Content-Encoding`. Without the header: no, which is safe.
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut any = None;
    for part in lists.flat_map(|list| list.split(',')) {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0f32));
        match name.trim() {
            name if name.eq_ignore_ascii_case(encoding) => return !refused,
            "*" => any = Some(!refused),
            _ => {}
        }
    }
    any.unwrap_or(false)
}

/// The address under which this client reaches us, without a slash at the end: as configured, else as the
/// request says. Map libraries want whole addresses.
pub fn own_address(config: &Config, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_host(host));
    match host {
        Some(host) if config.public_url.is_empty() => format!("http://{host}"),
        _ => config.public_address(),
    }
}

/// Letters of host names, addresses and ports; nothing that could end a string or start a path.
fn is_host(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    !text.is_empty() && text.len() <= 255 && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn encodings_are_weighed_as_http_says() {
        let cases = [
            ("gzip", true),
            ("deflate, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("*", true),
            ("*;q=0", false),
            ("gzip;q=0, *", false),
            ("br", false),
            ("identity", false),
            ("", false),
        ];
        for (given, expected) in cases {
            assert_eq!(accepts(&headers("accept-encoding", given), "gzip"), expected, "{given}");
        }
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        for (given, expected) in
            [("\"a\"", true), ("\"b\", W/\"a\"", true), ("*", true), ("\"b\"", false), ("a", false)]
        {
            assert_eq!(has_already(&headers("if-none-match", given), "\"a\""), expected, "{given}");
        }
    }

    #[test]
    fn a_hostile_host_is_not_repeated() {
        let config = Config::default();
        assert_eq!(own_address(&config, &headers("host", "map.example:81")), "http://map.example:81");
        assert_eq!(own_address(&config, &headers("host", "x/\"><script>")), config.public_address());
    }
}

//! The address of the client, through as many reverse proxies as the configuration says there are.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::app::App;

/// `None` when nobody knows, as in tests without a socket.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for ClientAddress
where
    App: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let hops = App::from_ref(state).config.trusted_proxies.get() as usize;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        Ok(Self(client_address(peer, &parts.headers, hops)))
    }
}

/// Each proxy appends the address it was asked from. The last `hops` entries are told by proxies we
/// trust; anything before them is whatever the client wrote.
fn client_address(peer: Option<IpAddr>, headers: &HeaderMap, hops: usize) -> Option<IpAddr> {
    let Some(nth_from_end) = hops.checked_sub(1) else {
        return peer;
    };
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let told: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    told.iter().rev().nth(nth_from_end).and_then(|text| text.parse().ok()).or(peer)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(forwarded: &[&'static str], hops: usize, expected: &str) {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let peer = Some("192.0.2.1".parse().unwrap());
        assert_eq!(client_address(peer, &headers, hops), Some(expected.parse().unwrap()), "{forwarded:?}, {hops}");
    }

    #[test]
    fn only_what_trusted_proxies_tell_is_believed() {
        check(&["203.0.113.9"], 0, "192.0.2.1");
        check(&["203.0.113.9"], 1, "203.0.113.9");
        check(&["10.9.9.9, 203.0.113.9"], 1, "203.0.113.9");
        check(&["10.9.9.9", "203.0.113.9, 198.51.100.4"], 2, "203.0.113.9");
    }

    #[test]
    fn without_a_readable_entry_the_peer_counts() {
        check(&[], 1, "192.0.2.1");
        check(&["unknown"], 1, "192.0.2.1");
        check(&["203.0.113.9"], 3, "192.0.2.1");
    }
}

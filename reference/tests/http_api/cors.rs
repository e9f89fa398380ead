//! CORS as browsers meet it.

use serde_json::json;

use crate::raw_http::Answer;
use crate::system::{System, proxy, status};

const ORIGIN: (&str, &str) = ("Origin", "https://www.example.com");
const ASKS: (&str, &str) = ("Access-Control-Request-Method", "POST");

fn cors_lines(answer: &Answer) -> Vec<&str> {
    let is_cors = |line: &&str| line.starts_with("access-control-") || line.starts_with("vary");
    answer.head.iter().map(String::as_str).filter(is_cors).collect()
}

async fn system() -> System {
    let system = System::new().await;
    let source = "export const handler = async () => ({ statusCode: 200, \
                  headers: { 'Access-Control-Allow-Origin': 'https://other.example' }, body: 'ran' });";
    let function = system.function("f", source).await;
    system.route("POST /a", proxy(&function, "2.0")).await;
    system.route("ANY /any", proxy(&function, "2.0")).await;
    let cors = json!({"corsConfiguration": {
        "allowOrigins": ["https://www.example.com"], "allowMethods": ["GET", "POST"], "allowHeaders": ["x-a"],
        "exposeHeaders": ["x-b"], "maxAge": 300, "allowCredentials": true}});
    system.ok("PATCH", &system.at(""), cors).await;
    system
}

const ALLOWED: [&str; 4] = [
    "access-control-allow-origin: https://www.example.com",
    "vary: origin",
    "access-control-allow-credentials: true",
    "access-control-expose-headers: x-b",
];

#[tokio::test]
async fn the_gateway_answers_a_preflight_that_no_route_takes() {
    let system = system().await;
    let answer = system.send("OPTIONS", "/a", &[ORIGIN, ASKS], "").await;
    assert_eq!((status(&answer), answer.body.as_str()), (204, ""));
    let all = [
        &ALLOWED[..],
        &[
            "access-control-allow-methods: GET,POST",
            "access-control-allow-headers: x-a",
            "access-control-max-age: 300",
        ],
    ]
    .concat();
    assert_eq!(cors_lines(&answer), all);
    for headers in [
        &[ORIGIN][..],
        &[ASKS],
        &[("Origin", "https://evil.example"), ASKS],
    ] {
        let answer = system.send("OPTIONS", "/a", headers, "").await;
        assert_eq!(
            (status(&answer), cors_lines(&answer)),
            (204, vec![]),
            "{headers:?}"
        );
    }
    // A route that takes OPTIONS gets it (reported from AWS 2020-05-29).
    let routed = system.send("OPTIONS", "/any", &[ORIGIN, ASKS], "").await;
    assert_eq!((status(&routed), routed.body.as_str()), (200, "ran"));
}

#[tokio::test]
async fn answers_carry_the_configured_headers_only() {
    let system = system().await;
    for (verb, path, expected) in [("POST", "/a", 200), ("GET", "/none", 404)] {
        let answer = system.send(verb, path, &[ORIGIN], "").await;
        assert_eq!(
            (status(&answer), cors_lines(&answer)),
            (expected, ALLOWED.to_vec()),
            "{path}"
        );
        let plain = system.send(verb, path, &[], "").await;
        assert_eq!(cors_lines(&plain), Vec::<&str>::new(), "{path}");
    }
    system.ok("DELETE", &system.at("/cors"), json!(null)).await;
    let answer = system.send("POST", "/a", &[ORIGIN], "").await;
    assert_eq!(
        answer.header("Access-Control-Allow-Origin"),
        Some("https://other.example")
    );
    assert_eq!(
        status(&system.send("OPTIONS", "/a", &[ORIGIN, ASKS], "").await),
        404
    );
}

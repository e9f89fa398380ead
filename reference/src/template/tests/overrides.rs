use serde_json::json;

use super::{Overrides, Request, all_render, rendered};

/// The recorded keys come in this order around those of the request; nested maps and nulls print empty.
#[test]
fn context_is_a_map() {
    let cases = [
        (
            "#foreach($k in $context.keySet())$k #end",
            "protocol requestOverride stage identity requestTimeEpoch deploymentId responseOverride apiId ",
        ),
        (
            "$context.stage ${context.identity.sourceIp} $context['apiId'] $context.get('stage')",
            "test 192.0.2.1 api123 test",
        ),
        (
            "<$context.identity><$context.get('identity')><$context.identity.user><$context.requestOverride>",
            "<><><><>",
        ),
        ("$context.requestTimeEpoch", "1700000000000"),
        (
            "<$context.authorizer.claims.sub>#foreach($k in $context.authorizer.keySet())$k#end",
            "<>",
        ),
        ("#set($context.stage = 'other')$context.stage", "test"),
        (
            "$context.requestOverride.keySet() $context.responseOverride.keySet()",
            "[path, header, querystring] [header]",
        ),
    ];
    all_render(&cases, "{}");
}

/// Recorded on AWS 2024.
#[test]
fn overrides_can_be_set_in_every_notation() {
    let mut overrides = Overrides::default();
    let template = "#set($name = 'k3')\
        #set($context.requestOverride.path.body = $input.body)\
        #set($context.requestOverride.header.X-Amz-Target = 'a')\
        #set($context.requestOverride.querystring.k1 = 'v1')\
        #set($context[\"requestOverride\"].querystring[\"k2\"] = 'v2')\
        #set($context.requestOverride.querystring[$name] = 'v3')\
        #set($q = $context.requestOverride.querystring)#set($ignored = $q.put('k4', 'v4'))\
        #set($context.responseOverride.status = 302)\
        #set($context.responseOverride.header.Location = \"https://example.com/$name\")\
        #set($context.responseOverride.custom = {'n': [1]})\
        text";
    let text = Request::with_body("{}").render(template, &mut overrides);
    assert_eq!(text.as_deref(), Ok("text"));
    assert_eq!(
        json!([overrides.request, overrides.response]),
        json!([
            {"path": {"body": "{}"}, "header": {"X-Amz-Target": "a"},
             "querystring": {"k1": "v1", "k2": "v2", "k3": "v3", "k4": "v4"}},
            {"header": {"Location": "https://example.com/k3"}, "status": 302, "custom": {"n": [1]}}
        ])
    );
}

/// Recorded on AWS 2024: the response template sees what the request template set, and may set it anew.
#[test]
fn overrides_are_seen_by_the_next_template() {
    let request = Request::with_body("");
    let mut overrides = Overrides::default();
    let set =
        "#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = 'bar')";
    assert_eq!(request.render(set, &mut overrides).as_deref(), Ok(""));
    let see = "$context.responseOverride.status $context.responseOverride.header.foo#set($context.responseOverride.status = 200)";
    assert_eq!(request.render(see, &mut overrides).as_deref(), Ok("444 bar"));
    assert_eq!(overrides.response["status"], json!(200));
}

/// REDIR-010 and REDIR-011.
#[test]
fn a_target_is_overridden_once_in_a_rendering() {
    for (template, accepted) in [
        (
            "#set($context.responseOverride.status = 1)#set($context.responseOverride.status = 2)",
            false,
        ),
        (
            "#foreach($i in [1, 2])#set($context.responseOverride.status = $i)#end",
            false,
        ),
        (
            "#set($context.requestOverride.header.a = 1)$context.requestOverride.header.put('a', 2)",
            false,
        ),
        (
            "#if(false)#set($context.responseOverride.status = 1)#else#set($context.responseOverride.status = 2)#end",
            true,
        ),
        (
            "#set($context.responseOverride.header.a = 1)#set($context.responseOverride.header.b = 1)",
            true,
        ),
        (
            "#set($context.requestOverride.header.a = 1)#set($context.requestOverride.querystring.a = 1)",
            true,
        ),
    ] {
        assert_eq!(rendered(template, "{}").is_ok(), accepted, "{template}");
    }
}

#[test]
fn a_failed_rendering_overrides_nothing() {
    let mut overrides = Overrides::default();
    let template = "#set($context.responseOverride.status = 302)#set($l = [])$l.get(0)";
    assert!(Request::with_body("").render(template, &mut overrides).is_err());
    assert_eq!(overrides, Overrides::default());
}

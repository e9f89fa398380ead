//! Given a function with a URL of its own, which clients call without any API. Other sentences on what a client sends
//! are those of any system.

use apigw_conformance::system::{FunctionUrl, UrlAccess, UrlStatement};
use cucumber::{given, when};

use crate::rest_api::add_function;
use crate::world::{Trouble, World};

#[given(regex = r#"^a function "([^"]+)" with a URL$"#)]
fn with_url(world: &mut World, handler: String) -> Result<(), Trouble> {
    add_function(world, &handler, false);
    world.function()?.url = Some(FunctionUrl {
        is_signed: false,
        access: UrlAccess::Everybody,
    });
    Ok(())
}

#[given("calls of the URL have to be signed")]
fn signed(world: &mut World) -> Result<(), Trouble> {
    url(world)?.is_signed = true;
    Ok(())
}

#[given("no statement lets anybody call the URL")]
fn nobody(world: &mut World) -> Result<(), Trouble> {
    url(world)?.access = UrlAccess::Nobody;
    Ok(())
}

#[given(
    regex = r#"^the only statement lets (everybody|the function's own account) do "([^"]+)"(?: where the auth type is (NONE|AWS_IAM))?$"#
)]
fn only(world: &mut World, principal: String, action: String, auth_type: String) -> Result<(), Trouble> {
    url(world)?.access = UrlAccess::Statement(UrlStatement {
        action,
        is_for_everybody: principal == "everybody",
        auth_type: (!auth_type.is_empty()).then_some(auth_type),
    });
    Ok(())
}

#[when(regex = r#"^a client sends "((?:[^"\\]|\\.)*)" to a function URL that nobody has$"#)]
async fn to_none(world: &mut World, line: String) -> Result<(), Trouble> {
    world.send_to_none(&line).await
}

fn url(world: &mut World) -> Result<&mut FunctionUrl, Trouble> {
    let url = world.function()?.url.as_mut();
    url.ok_or_else(|| Trouble::Feature("describe a function with a URL first".to_owned()))
}

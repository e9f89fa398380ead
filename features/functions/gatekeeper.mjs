// A Lambda authorizer that does what the caller's first word says: that of the token, or of the query parameter "say".
const policy = (Effect, Resource) => ({
  principalId: "ann",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect, Resource }],
  },
});

const words = {
  allow: ({ methodArn }) => policy("Allow", methodArn),
  deny: ({ methodArn }) => policy("Deny", methodArn),
  // Says something about another method only.
  ignore: ({ methodArn }) => policy("Allow", `${methodArn}/elsewhere`),
  everything: () => policy("Allow", "*"),
  unauthorized: () => {
    throw new Error("Unauthorized");
  },
  stumble: () => {
    throw new Error("Error: Invalid token");
  },
};

export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  const said = event.authorizationToken ?? event.queryStringParameters.say;
  return words[said.split(" ")[0]](event);
};

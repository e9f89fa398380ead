// Answers with its event as a JSON body, so that a client sees what arrived. Names of headers are in lower
// case: clients and gateways on the way may change it.
const lowered = (headers) =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return {
    statusCode: 200,
    headers: { "Content-Type": "application/vnd.soup+json", "X-Mirror": "polished" },
    body: JSON.stringify({ ...event, headers: lowered(event.headers) }),
  };
};

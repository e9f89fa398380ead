// Answers with its event as a JSON body, so that a client sees what arrived.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return {
    statusCode: 200,
    headers: { "Content-Type": "application/vnd.soup+json", "X-Mirror": "polished" },
    body: JSON.stringify(event),
  };
};

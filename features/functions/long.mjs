// Returns a text of as many letters as the event asks for.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return "a".repeat(event.letters);
};

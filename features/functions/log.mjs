// Logs the event's texts, one a line.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  for (const text of event.texts) console.log(text);
  return null;
};

// Returns its event.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return event;
};

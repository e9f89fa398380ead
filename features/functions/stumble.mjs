// Throws an error with the name that the event's `errors` has at the place `attempt`; where it has none, returns the event.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  const attempt = event.attempt ?? 0;
  const name = event.errors[attempt];
  if (name === undefined) return event;
  throw Object.assign(new Error(`failed in attempt ${attempt}`), { name });
};

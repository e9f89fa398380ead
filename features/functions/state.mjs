// Keeps state in its module: how often it was invoked, and how many invocations run in it right now.
let invocations = 0;
let running = 0;

export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  invocations += 1;
  if (event.throw) throw new Error("thrown on demand");
  if (event.exit) process.exit(1);
  running += 1;
  const seen = running;
  await new Promise((resolve) => setTimeout(resolve, event.wait ?? 0));
  running -= 1;
  return { invocations, running: seen };
};

// Waits for the milliseconds in the environment variable WAIT, and tells of the invocation only then.
export const handler = async (event, context) => {
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.WAIT)));
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return { statusCode: 200, body: "at last" };
};

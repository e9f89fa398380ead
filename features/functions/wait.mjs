// Waits for the milliseconds in the environment variable WAIT, then says so and returns.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.WAIT)));
  return { waited: true };
};

// Returns a proxy response whose body has as many letters as the environment variable LETTERS says.
export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return { statusCode: 200, body: "x".repeat(Number(process.env.LETTERS)) };
};

// Throws an error of its own type with the message in the environment variable MESSAGE.
class OvenError extends Error {
  constructor(message) {
    super(message);
    this.name = "OvenError";
  }
}

export const handler = async (event, context) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  throw new OvenError(process.env.MESSAGE);
};

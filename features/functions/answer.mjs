// Gives its result in the way that the environment variable WAY names.
const soup = { soup: "leek" };

const ways = {
  "a promise": () => Promise.resolve(soup),
  "a callback": (callback) => callback(null, soup),
  "a callback from a timer": (callback) => {
    setTimeout(() => callback(null, soup), 20);
  },
  "a callback before a timer ends": (callback) => {
    let salted = false;
    setTimeout(() => (salted = true), 20);
    callback(null, {
      get soup() {
        return salted ? "leek" : "unsalted";
      },
    });
  },
  "a callback that waits for no timer": (callback, context) => {
    context.callbackWaitsForEmptyEventLoop = false;
    setTimeout(() => {}, 5000);
    callback(null, soup);
  },
  "context.succeed": (callback, context) => context.succeed(soup),
  "context.done": (callback, context) => context.done(null, soup),
};

export const handler = (event, context, callback) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return ways[process.env.WAY](callback, context);
};

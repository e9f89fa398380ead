// Fails in the way that the environment variable FAILURE names.
const circular = {};
circular.itself = circular;

const ways = {
  "throwing an error": () => {
    throw new TypeError("the oven is off");
  },
  "throwing a text": () => {
    throw "no oven";
  },
  "rejecting with an error": () => Promise.reject(new RangeError("too many cooks")),
  "rejecting with a text": () => Promise.reject("no cook"),
  "calling back with an error": (callback) => callback(new Error("the cook called")),
  "a rejection that nobody handles": () => {
    Promise.reject(new Error("nobody tasted it"));
    return new Promise((resolve) => setTimeout(resolve, 1000));
  },
  "an exception in a timer": () => {
    setTimeout(() => {
      throw new Error("the timer broke");
    }, 10);
    return new Promise((resolve) => setTimeout(resolve, 1000));
  },
  "process.exit(0)": () => process.exit(0),
  "process.exit(3)": () => process.exit(3),
  "a circular result": () => Promise.resolve(circular),
  "a BigInt result": () => Promise.resolve(10n),
  "an endless loop": () => {
    for (;;);
  },
  "waiting too long": () => new Promise((resolve) => setTimeout(resolve, 20000)),
};

export const handler = (event, context, callback) => {
  console.log(JSON.stringify({ requestId: context.awsRequestId, event }));
  return ways[process.env.FAILURE](callback);
};

// For `node --import`: the marker package "server-only" says nothing, as in a server.
import { register } from "node:module";

const hook = `export const resolve = (name, context, next) =>
  name === "server-only" ? { url: "data:text/javascript,", shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

// The public answer routes alone over node:http, for tests that kill a server: node --import tsx --import ./scripts/as-server.mjs tests/support/answer-server.ts
// It serves the same handlers as the product. PORT says where; "ready" on standard output says when.
import { createServer } from "node:http";
import { GET as getForm, POST as postForm } from "../../app/(public)/s/[token]/route";
import { POST as postJson } from "../../app/api/v1/links/[token]/responses/route";

type Handler = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>;

function handlerOf(method: string, path: string): { handler: Handler; token: string } | null {
  const form = /^\/s\/([\w-]+)$/.exec(path);
  if (form?.[1]) return { handler: method === "POST" ? postForm : getForm, token: form[1] };
  const api = /^\/api\/v1\/links\/([\w-]+)\/responses$/.exec(path);
  return api?.[1] && method === "POST" ? { handler: postJson, token: api[1] } : null;
}

const server = createServer(async (incoming, outgoing) => {
  const found = handlerOf(incoming.method ?? "GET", incoming.url ?? "/");
  if (!found) {
    outgoing.writeHead(404).end();
    return;
  }
  const hasBody = incoming.method === "POST";
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" ? [[name, value]] : [],
    ),
    ...(hasBody
      ? {
          body: new ReadableStream({
            async start(controller) {
              for await (const chunk of incoming) controller.enqueue(chunk);
              controller.close();
            },
          }),
          duplex: "half" as const,
        }
      : {}),
  });
  try {
    const response = await found.handler(request, { params: Promise.resolve({ token: found.token }) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  } catch {
    outgoing.writeHead(500).end();
  }
});

server.listen(Number(process.env.PORT), "127.0.0.1", () => process.stdout.write("ready\n"));

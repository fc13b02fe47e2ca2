import net from "node:net";

export type LoadResult = {
  seconds: number;
  /** Requests with each status. */
  statuses: Record<number, number>;
  /** Requests whose connection was lost before an answer. */
  lost: number;
  unanswered: LoadRequest[];
  /** What `next` gave for every answer of 200 or 201, in no order. */
  acknowledged: string[];
  /** Milliseconds: half and 99 of 100 requests were answered within them. */
  p50: number;
  p99: number;
};

export type LoadRequest = { id: string; path: string; contentType: string; body: string };

/**
 * Sends requests over `connections` kept-open connections, one at a time on each, until the time is over or `next` has
 * no more. Written on sockets, so that as little as possible of the machine goes into asking.
 */
export async function load(
  port: number,
  next: () => LoadRequest | null,
  options: { connections: number; seconds: number; onAcknowledged?: (id: string) => void },
): Promise<LoadResult> {
  const statuses: Record<number, number> = {};
  const acknowledged: string[] = [];
  const latencies: number[] = [];
  const unanswered: LoadRequest[] = [];
  let lost = 0;
  const begin = performance.now();
  const end = begin + options.seconds * 1000;

  const connection = () =>
    new Promise<void>((resolve) => {
      const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
      let current: LoadRequest | null = null;
      let sentAt = 0;
      let head = "";
      let bodyLeft = -1;
      let isChunked = false;
      let tail = "";

      const send = () => {
        current = performance.now() < end ? next() : null;
        if (!current) {
          socket.end();
          resolve();
          return;
        }
        sentAt = performance.now();
        head = "";
        bodyLeft = -1;
        tail = "";
        socket.write(
          `POST ${current.path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${current.contentType}\r\n` +
            `Content-Length: ${Buffer.byteLength(current.body)}\r\n\r\n${current.body}`,
        );
      };
      const done = () => {
        const status = Number(head.slice(9, 12));
        statuses[status] = (statuses[status] ?? 0) + 1;
        latencies.push(performance.now() - sentAt);
        if ((status === 200 || status === 201) && current) {
          acknowledged.push(current.id);
          options.onAcknowledged?.(current.id);
        }
        send();
      };
      socket.on("connect", send);
      socket.on("data", (chunk) => {
        let text = chunk.toString("latin1");
        if (bodyLeft < 0) {
          head += text;
          const at = head.indexOf("\r\n\r\n");
          if (at < 0) return;
          text = head.slice(at + 4);
          head = head.slice(0, at);
          isChunked = /\r\ntransfer-encoding: chunked/i.test(head);
          bodyLeft = isChunked ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
        }
        if (isChunked) {
          tail = (tail + text).slice(-5);
          if (tail === "0\r\n\r\n") done();
        } else {
          bodyLeft -= text.length;
          if (bodyLeft <= 0) done();
        }
      });
      // A lost connection ends with "close".
      socket.on("error", () => {});
      socket.on("close", () => {
        if (current) {
          lost++;
          unanswered.push(current);
        }
        resolve();
      });
    });
  await Promise.all(Array.from({ length: options.connections }, connection));
  const seconds = (performance.now() - begin) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { seconds, statuses, lost, unanswered, acknowledged, p50: at(0.5), p99: at(0.99) };
}

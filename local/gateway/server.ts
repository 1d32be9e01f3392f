import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Responder } from './responder.ts';
import { ownAnswer, sendResponse } from './response.ts';

/** How long a stop waits for requests under way: no integration takes longer. */
const drainLimitMs = 30_000;

export interface Gateway {
  port: number;
  url: string;
  /** Starts to answer; until then every request gets 503. */
  serve(responder: Responder): void;
  /** Requests that have not been answered yet. */
  running(): number;
  /** Takes no more requests and resolves when those under way are answered. */
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes any free one. A port in use rejects with one clear line. */
export async function listenGateway(port: number, log: (line: string) => void): Promise<Gateway> {
  let responder: Responder = () => Promise.resolve(ownAnswer(503));
  let running = 0;
  let isStopping = false;
  const drained = Promise.withResolvers<void>();
  let stopped: Promise<void> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    running += 1;
    try {
      sendResponse(response, await responder(request));
      // What is left of a refused body is read and dropped, so that the client gets to read the answer.
      if (!request.complete) request.resume();
    } catch (error) {
      if (response.headersSent || request.destroyed) {
        response.destroy(); // the client went away in the middle of its request
        return;
      }
      // The function's answer has a header that HTTP does not allow.
      sendResponse(response, ownAnswer(500));
      log(`${request.method} ${request.url} broke off: ${String(error)}`);
    } finally {
      running -= 1;
      if (isStopping && running === 0) drained.resolve();
    }
  }

  const server = createServer((request, response) => {
    if (isStopping) response.setHeader('connection', 'close');
    void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port} is in use: stop what listens there or choose another port`) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: actualPort,
    url: `http://127.0.0.1:${actualPort}`,
    serve: (given) => {
      responder = given;
    },
    running: () => running,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };

  async function stop(): Promise<void> {
    isStopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const late = setTimeout(() => server.closeAllConnections(), drainLimitMs);
    if (running > 0) await drained.promise;
    clearTimeout(late);
    // An answer that was just handed to its socket may still be on its way.
    await new Promise((resolve) => setImmediate(resolve));
    server.closeIdleConnections();
    const forced = setTimeout(() => server.closeAllConnections(), 1000);
    await closed;
    clearTimeout(forced);
  }
}

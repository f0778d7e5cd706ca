// A Better Auth server: e-mail and password, tokens by its jwt plugin, everything in memory.
// POST /made signs any claims with the server's key; POST /rotated forgets the keys, so that the next token has a new one.
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins";

const [port, audience] = process.argv.slice(2);
const baseURL = `http://127.0.0.1:${port}`;
const rows = { user: [], session: [], account: [], verification: [], jwks: [] };
const auth = betterAuth({
  baseURL,
  secret: "only for this run, and nothing hangs on it",
  database: memoryAdapter(rows),
  emailAndPassword: { enabled: true },
  plugins: [jwt({ jwt: { audience } })],
  telemetry: { enabled: false },
});
const handler = toNodeHandler(auth);

createServer(async (request, response) => {
  if (request.url === "/made") {
    const { token } = await auth.api.signJWT({ body: { payload: await json(request) } });
    response.end(token);
  } else if (request.url === "/rotated") {
    rows.jwks.length = 0;
    response.end();
  } else {
    await handler(request, response);
  }
}).listen(Number(port), "127.0.0.1");

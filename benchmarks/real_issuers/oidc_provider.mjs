// An OpenID Connect provider: three clients, keys of three kinds, and tokens for the resources that a request names:
// urn:NAME:ALG:SECONDS is for the audience NAME, signed by ALG, and good for so many seconds.
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

const [port, audience, back] = process.argv.slice(2);
const made = { RS256: ["rsa", { modulusLength: 2048 }], ES256: ["ec", { namedCurve: "P-256" }], EdDSA: ["ed25519", {}] };
const keys = Object.entries(made).map(([alg, [kind, options]]) => {
  const key = generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" });
  return { ...key, kid: `oidc-${alg}`, alg, use: "sig" };
});
const client = (id, method) => ({
  client_id: id,
  client_secret: `the secret of ${id}`,
  token_endpoint_auth_method: method,
  redirect_uris: [back.replace("NAME", id)],
  grant_types: ["authorization_code", "client_credentials"],
});
const email = (subject) => `${subject}@oidc.example.com`;

const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys },
  clients: [
    client("posting", "client_secret_post"),
    client("basic", "client_secret_basic"),
    client(audience, "client_secret_post"),
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ["only for this run"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: email(id), email_verified: true }) }),
  extraTokenClaims: (_, token) => ({ email: email(token.clientId) }),
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo(_, resource) {
        const [, name, alg, seconds] = resource.split(":");
        const jwt = { sign: { alg, kid: `oidc-${alg}` } };
        return { scope: "", audience: name, accessTokenTTL: Number(seconds), accessTokenFormat: "jwt", jwt };
      },
    },
  },
});
provider.on("server_error", (_, error) => console.error(error));
provider.listen(Number(port), "127.0.0.1");

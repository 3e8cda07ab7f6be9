// A receiver as its author would write it: Node.js, and `standardwebhooks`, the reference library of Standard Webhooks. Callbacks
// of a real server (KIRIN_URL, KIRIN_KEY, KIRIN_SECRET) must pass its verification, while a secret is replaced too.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";

const { KIRIN_URL, KIRIN_KEY, KIRIN_SECRET, KIRIN_OVERLAP_MS } = process.env;
const messages = [];
let receiver, hook;

before(async () => {
  receiver = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      messages.push({ headers: request.headers, body: Buffer.concat(pieces).toString("utf8") });
      receiver.emit("message");
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  hook = `http://127.0.0.1:${receiver.address().port}/hook`;
});

after(() => receiver.close());

async function call(method, path, body) {
  const answer = await fetch(KIRIN_URL + path, {
    method,
    headers: { Authorization: `Bearer ${KIRIN_KEY}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
  return json;
}

// The message that fits, once it has come.
async function told(fits) {
  const deadline = AbortSignal.timeout(30_000);
  for (;;) {
    const found = messages.find((message) => fits(JSON.parse(message.body), message));
    if (found) return found;
    await once(receiver, "message", { signal: deadline });
  }
}

// The message of a new task's acceptance. There is no worker, so it stays at that.
async function accepted() {
  const { id } = await call("POST", "/model/v1/generation", {
    model: "kirin_v2_6_t2v",
    input: [{ params: { prompt: "a red kite", callback_url: hook } }],
  });
  return { id, message: await told((body) => body.id === id && body.task_status === "submitted") };
}

const passes = (secret, { body, headers }) => {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch (error) {
    assert.match(error.message, /signature/i);
    return false;
  }
};

const secrets = async () => {
  const { data } = await call("GET", "/api/v1/callbacks/secrets");
  return data.map(({ secret }) => secret);
};
const rotate = async () => (await call("POST", "/api/v1/callbacks/secrets/rotate")).data.secret;

test("a callback passes, and gives its body", async () => {
  const { id, message } = await accepted();
  const body = passes(KIRIN_SECRET, message);
  assert.equal(body.id, id);
  assert.equal(body.status, "in_progress");
});

test("a message that was changed does not pass", async () => {
  const { message } = await accepted();
  assert.equal(passes(KIRIN_SECRET, { ...message, body: message.body + " " }), false);
  const other = { ...message.headers, "webhook-id": "msg_other" };
  assert.equal(passes(KIRIN_SECRET, { ...message, headers: other }), false);
  const late = { ...message.headers, "webhook-timestamp": String(Math.floor(Date.now() / 1000) + 1) };
  assert.equal(passes(KIRIN_SECRET, { ...message, headers: late }), false);
  assert.equal(passes(`whsec_${Buffer.alloc(32).toString("base64")}`, message), false);
});

test("the end of a task passes too", async () => {
  const { id } = await accepted();
  await call("DELETE", `/model/v1/generation/task/${id}`);
  const body = passes(KIRIN_SECRET, await told((each) => each.id === id && each.task_status === "failed"));
  assert.equal(body.error.type, "canceled");
});

test("a test delivery passes", async () => {
  const before = messages.length;
  await call("POST", "/api/v1/callbacks/test", { callback_url: hook });
  const message = await told((_, each) => messages.indexOf(each) >= before);
  assert.ok(passes(KIRIN_SECRET, message));
});

test("while a secret is replaced, receivers of the old and of the new one are served", async () => {
  const first = await rotate();
  assert.match(first, /^whsec_[A-Za-z0-9+/]+=*$/);
  assert.ok(passes(first, (await accepted()).message));

  const second = await rotate();
  assert.notEqual(second, first);
  assert.deepEqual((await secrets()).slice(0, 2), [second, first]);
  const { message } = await accepted();
  assert.ok(message.headers["webhook-signature"].split(" ").length >= 2);
  assert.ok(passes(first, message), "the old secret still passes");
  assert.ok(passes(second, message), "the new secret passes at once");

  await pause(Number(KIRIN_OVERLAP_MS) + 500);
  const later = (await accepted()).message;
  assert.ok(passes(second, later));
  assert.equal(passes(first, later), false, "the old secret has ended");
  assert.deepEqual(await secrets(), [second]);
});

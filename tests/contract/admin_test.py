"""What operators do over HTTP: keys and accounts under /admin/v1, problem details (RFC 9457), money as decimal text."""

import datetime
import decimal
import pathlib

import suite
from suite import CLI, GENERATION, I2V, T2V, ContractTest, until

KEYS = "/admin/v1/keys"
ACCOUNTS = "/admin/v1/accounts"


class AdminCase(ContractTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls().new_key("operator", "--scope", "admin")

    def call(self, method, path, body=None, **keywords):
        return self.ask(method, path, body, **{"key": self.admin, **keywords})

    def fine(self, method, path, body=None, **keywords):
        answer = self.call(method, path, body, **keywords)
        self.assertIn(answer.status, (200, 201), answer)
        self.assertEqual(answer.type, "application/json")
        return answer.json

    def problem(self, answer, status, code=None):
        self.assertEqual((answer.status, answer.type), (status, "application/problem+json"), answer)
        for name in ("type", "title", "detail"):
            self.assertIsInstance(answer.json[name], str, name)
        self.assertEqual(answer.json["status"], status)
        self.assertEqual(answer.json["code"] // 100, status)
        if code:
            self.assertEqual(answer.json["code"], code, answer)
        self.assertEqual(answer.json["request_id"], answer.headers["x-request-id"])


class KeysTest(AdminCase):
    def make(self, **fields):
        return self.fine("POST", KEYS, {"owner_id": "somebody", **fields})

    def works(self, key, path=f"{GENERATION}/tasks"):
        return self.get(path, key=key).status

    def test_a_key_is_shown_once_and_kept_as_a_hash(self):
        made = self.make(name="laptop")
        secret = made["secret"]
        self.assertRegex(secret, "^sa-[0-9a-f]{32,}$")
        self.assertTrue(secret.startswith(made["prefix"]))
        self.assertEqual((made["owner_id"], made["name"], self.works(secret)), ("somebody", "laptop", 200))
        for answer in (self.call("GET", KEYS), self.call("GET", f"{KEYS}/{made['id']}")):
            self.assertNotIn(secret.encode(), answer.raw)
            self.assertIn(made["id"].encode(), answer.raw)
        for path in pathlib.Path(self.server.folder, "data").rglob("*"):
            if path.is_file():
                self.assertNotIn(secret.encode(), path.read_bytes(), path)
        self.assertFalse([line for line in self.server.log if secret in line])

    def test_every_property_comes_back(self):
        fields = {"owner_id": "full", "name": "all of it", "scopes": ["generate", "read"], "models": [T2V], "budget": "12.5", "requests_per_minute": 60,
                  "max_concurrent": 4, "expires_at": "2099-01-02T03:04:05Z"}
        made = self.fine("POST", KEYS, fields)
        found = self.fine("GET", f"{KEYS}/{made['id']}")
        for told in (made, found):
            self.assertEqual({name: told[name] for name in fields if name not in ("expires_at", "scopes", "budget")},
                             {name: fields[name] for name in fields if name not in ("expires_at", "scopes", "budget")})
            self.assertEqual(set(told["scopes"]), {"generate", "read"})
            self.assertEqual(decimal.Decimal(told["budget"]), decimal.Decimal("12.5"))
            self.assertEqual((told["spent"], told["held"]), ("0", "0"))
        self.assertNotIn("secret", found)

    def test_limits_hold_and_change(self):
        made = self.make(owner_id="limited", models=[T2V], budget="0.30", max_concurrent=5)
        key, path = made["secret"], f"{KEYS}/{made['id']}"
        self.refused(self.create(I2V, {"image": "https://example.org/a.png"}, key=key), 403, 40301)
        self.created(key=key)
        self.refused(self.create(key=key), 402, 40202)
        self.assertEqual(decimal.Decimal(self.fine("GET", path)["held"]), decimal.Decimal("0.21"))
        self.fine("PATCH", path, {"budget": "1", "models": [T2V, I2V], "name": "renamed"})
        until(lambda: self.create(I2V, {"image": "https://example.org/a.png"}, key=key).status == 200, 5)
        self.fine("PATCH", path, {"budget": None, "models": [], "max_concurrent": 2})
        until(lambda: self.create(key=key).status == 429, 5)
        self.assertEqual(self.fine("GET", path)["name"], "renamed")
        self.fine("PATCH", path, {"scopes": ["read"]})
        until(lambda: self.create(key=key).status == 403, 5)
        self.assertEqual(self.works(key), 200)

    def test_expiry(self):
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=1.5)
        made = self.make(expires_at=soon.strftime("%Y-%m-%dT%H:%M:%S.%fZ")[:-4] + "Z")
        self.assertEqual(self.works(made["secret"]), 200)
        until(lambda: self.works(made["secret"]) == 401, 6)
        self.refused(self.create(key=made["secret"]), 401, 40103)

    def test_revoked_is_revoked(self):
        made = self.make()
        path = f"{KEYS}/{made['id']}"
        self.assertEqual(self.works(made["secret"]), 200)
        answer = self.call("DELETE", path)
        self.assertIn(answer.status, (200, 204), answer)
        until(lambda: self.works(made["secret"]) == 401, 5)
        self.assertTrue(self.fine("GET", path)["revoked_at"])
        self.assertIn(self.call("DELETE", path).status, (200, 204))
        self.problem(self.call("PATCH", path, {"name": "again"}), 409)

    def test_lists_by_owner(self):
        ids = [self.make(owner_id="list-me")["id"] for _ in range(3)]
        self.make(owner_id="list-them")
        listed = self.fine("GET", KEYS + "?owner_id=list-me")["data"]
        self.assertEqual({key["id"] for key in listed}, set(ids))
        self.assertGreater(len(self.fine("GET", KEYS)["data"]), 3)

    def test_what_makes_no_key(self):
        for fields in ({"owner_id": ""}, {"owner_id": 5}, {"scopes": ["fly"]}, {"scopes": []}, {"scopes": "read"}, {"models": ["kirin_v9"]}, {"models": T2V},
                       {"budget": "-1"}, {"budget": 5.5}, {"budget": "lots"}, {"budget": "0.0000001"}, {"requests_per_minute": -1},
                       {"requests_per_minute": "many"}, {"max_concurrent": 1.5}, {"expires_at": "soon"}, {"expires_at": {}}):
            with self.subTest(fields):
                self.problem(self.call("POST", KEYS, {"owner_id": "somebody", **fields}), 400)
        for raw in (b"", b"{", b"[]", b"5"):
            self.problem(self.call("POST", KEYS, raw), 400)
        self.problem(self.call("GET", KEYS + "/key_nothing"), 404)
        self.problem(self.call("PATCH", KEYS + "/key_nothing", {}), 404)
        self.problem(self.call("DELETE", KEYS + "/key_nothing"), 404)

    def test_a_repeated_key_makes_one_key(self):
        headers = {"Idempotency-Key": "make-it-once"}
        first, second = (self.fine("POST", KEYS, {"owner_id": "twice"}, headers=headers) for _ in range(2))
        self.assertEqual(first["id"], second["id"])
        self.problem(self.call("POST", KEYS, {"owner_id": "other"}, headers=headers), 422, 42201)

    def test_only_operators_pass(self):
        plain = self.new_key("plain")
        made = self.make()
        for method, path in (("GET", KEYS), ("POST", KEYS), ("GET", f"{KEYS}/{made['id']}"), ("PATCH", f"{KEYS}/{made['id']}"), ("DELETE", f"{KEYS}/{made['id']}"),
                             ("GET", ACCOUNTS), ("GET", ACCOUNTS + "/plain"), ("PATCH", ACCOUNTS + "/plain"), ("POST", ACCOUNTS + "/plain/credits"),
                             ("GET", ACCOUNTS + "/plain/entries")):
            body = {} if method in ("POST", "PATCH") else None
            with self.subTest(path, method=method):
                self.problem(self.call(method, path, body, key=plain), 403, 40305)
                self.problem(self.call(method, path, body, key=None), 401, 40101)
                self.problem(self.call(method, path, body, key="sa-wrong-0123456789"), 401, 40102)
        self.assertEqual(self.works(made["secret"]), 200)
        # An operator's key is not good for anything else.
        self.refused(self.create(key=self.admin), 403, 40305)

    def test_an_operators_key_made_by_an_operator(self):
        made = self.make(owner_id="second-operator", scopes=["admin"])
        self.assertEqual(self.call("GET", KEYS, key=made["secret"]).status, 200)

    def test_what_was_used_is_told(self):
        made = self.make()
        self.assertIsNone(made["last_used_at"])
        self.works(made["secret"])
        until(lambda: self.fine("GET", f"{KEYS}/{made['id']}")["last_used_at"], 15)


class AccountsTest(AdminCase):
    def account(self, owner):
        return self.fine("GET", f"{ACCOUNTS}/{owner}")

    def credit(self, owner, amount, note="", **keywords):
        return self.fine("POST", f"{ACCOUNTS}/{owner}/credits", {"amount": amount, "note": note}, **keywords)

    def is_worth(self, owner, **fields):
        account = self.account(owner)
        for name, value in fields.items():
            self.assertIsInstance(account[name], str, name)
            self.assertEqual(decimal.Decimal(account[name]), decimal.Decimal(value), (name, account))

    def test_the_first_credit_makes_a_prepaid_account(self):
        self.assertEqual(self.account("new-owner")["billing_mode"], "unlimited")
        self.credit("new-owner", "10.50", "an order")
        self.assertEqual((self.account("new-owner")["owner_id"], self.account("new-owner")["billing_mode"]), ("new-owner", "prepaid"))
        self.is_worth("new-owner", balance="10.5", recharged="10.5", available="10.5", held="0", spent="0", credit_limit="0")
        self.credit("new-owner", "-0.50", "a mistake")
        self.is_worth("new-owner", balance="10", available="10")
        balance = self.get("/api/v1/user/balance", key=self.new_key("new-owner")).json["data"]
        self.assertEqual(decimal.Decimal(balance["balance"]), 10)

    def test_entries_tell_the_story(self):
        key = self.new_key("story")
        self.credit("story", "1", "begin")
        task = self.created(key=key)
        self.ask("DELETE", f"{GENERATION}/task/{task}", key=key)
        entries = self.fine("GET", f"{ACCOUNTS}/story/entries")["data"]
        self.assertEqual([entry["kind"] for entry in entries], ["release", "hold", "credit"])
        self.assertEqual([entry.get("task_id") for entry in entries[:2]], [task, task])
        self.assertEqual([decimal.Decimal(entry["amount"]).copy_abs() for entry in entries], [decimal.Decimal("0.21")] * 2 + [1])
        self.assertEqual(entries[2]["note"], "begin")
        page = self.fine("GET", f"{ACCOUNTS}/story/entries?limit=2")
        self.assertEqual((len(page["data"]), page["has_more"]), (2, True))
        rest = self.fine("GET", f"{ACCOUNTS}/story/entries?limit=2&after={page['next']}")
        self.assertEqual(([entry["kind"] for entry in rest["data"]], rest["has_more"]), (["credit"], False))

    def test_caps_limits_and_modes(self):
        key = self.new_key("shaped")
        self.credit("shaped", "1")
        path = f"{ACCOUNTS}/shaped"
        self.fine("PATCH", path, {"monthly_cap": "0.30"})
        self.created(key=key)
        self.refused(self.create(key=key), 402, 40203)
        self.fine("PATCH", path, {"monthly_cap": None})
        self.created(key=key)
        self.fine("PATCH", path, {"credit_limit": "5"})
        self.is_worth("shaped", credit_limit="5", balance="1", held="0.42", available="5.58")
        self.fine("PATCH", path, {"credit_limit": "0"})
        for _ in range(2):
            self.created(key=key)
        self.refused(self.create(key=key), 402, 40201)
        self.fine("PATCH", path, {"billing_mode": "unlimited"})
        self.created(key=key)
        self.assertEqual(self.account("shaped")["billing_mode"], "unlimited")

    def test_a_repeated_credit_counts_once(self):
        headers = {"Idempotency-Key": "order-1"}
        first = self.call("POST", f"{ACCOUNTS}/once/credits", {"amount": "5", "note": "x"}, headers=headers)
        second = self.call("POST", f"{ACCOUNTS}/once/credits", {"amount": "5", "note": "x"}, headers=headers)
        self.assertEqual((first.status, second.status), (first.status, first.status))
        self.is_worth("once", balance="5")
        self.problem(self.call("POST", f"{ACCOUNTS}/once/credits", {"amount": "6", "note": "x"}, headers=headers), 422, 42201)

    def test_lists(self):
        for number in range(4):
            self.credit(f"listed-{number}", "1")
        owners, query = [], "?limit=3"
        while query:
            page = self.fine("GET", ACCOUNTS + query)
            owners += [account["owner_id"] for account in page["data"]]
            query = f"?limit=3&after={page['next']}" if page["has_more"] else None
        self.assertEqual(len(owners), len(set(owners)))
        self.assertLessEqual({f"listed-{number}" for number in range(4)}, set(owners))

    def test_what_is_no_money(self):
        for amount in ("", "x", "1e3", "0x10", "1,5", "0.0000001", 5, 5.5, None, True, [], "NaN", "Infinity", "99999999999999999999", "--1", "+ 1"):
            with self.subTest(amount):
                self.problem(self.call("POST", f"{ACCOUNTS}/no-money/credits", {"amount": amount, "note": ""}), 400)
        for change in ({"credit_limit": "-1"}, {"monthly_cap": "-1"}, {"billing_mode": "free"}, {"credit_limit": 5}, {"monthly_cap": "much"}):
            with self.subTest(change):
                self.problem(self.call("PATCH", f"{ACCOUNTS}/no-money", change), 400)
        self.is_worth("no-money", balance="0")

    def test_errors_are_problems_for_clis_too(self):
        answer = self.call("POST", f"{ACCOUNTS}/x/credits", {"amount": "x"}, headers=CLI)
        self.problem(answer, 400)


if __name__ == "__main__":
    suite.main()

"""Balance and billing (API.md §1.5.2): credits, holds that become charges or come back, caps; money as decimal text throughout."""

import concurrent.futures
import datetime
import decimal
import re

import suite
from suite import BRUSH, CLI, CLIP, GENERATION, I2V, QUICK, T2V, ContractTest, until

BALANCE = "/api/v1/user/balance"
BILLING = "/monitor/api/v1/cost/billing"
MONEY = re.compile(r"-?[0-9]+(\.[0-9]{1,6})?")
FAILING = (BRUSH, {"image": "http://127.0.0.1:9/cat.png"})


def money(text):
    assert isinstance(text, str) and MONEY.fullmatch(text), repr(text)
    return decimal.Decimal(text)


class AccountCase(ContractTest):
    def balance(self, key):
        answer = self.get(BALANCE, key=key)
        self.assertEqual((answer.status, answer.json["status"]["code"]), (200, 200), answer)
        return answer.json["data"]

    def owned(self, owner, amount=None):
        if amount:
            self.credit(owner, amount)
        return self.new_key(owner)

    def has(self, key, balance, available):
        data = self.balance(key)
        self.assertEqual((money(data["balance"]), money(data["available_balance"])), (decimal.Decimal(balance), decimal.Decimal(available)))


class BalanceTest(AccountCase):
    def test_every_field_is_text(self):
        key = self.owned("u_1001", "128.50")
        self.credit("u_1001", "71.50")
        data = self.balance(key)
        self.assertEqual(set(data), {"user_id", "balance", "total_recharged", "currency", "billing_mode", "credit_limit", "arrears", "available_balance"})
        self.assertTrue(all(isinstance(value, str) for value in data.values()))
        self.assertEqual((data["user_id"], data["currency"], data["billing_mode"]), ("u_1001", "USD", "prepaid"))
        for name in ("balance", "total_recharged", "credit_limit", "arrears", "available_balance"):
            money(data[name])
        self.assertEqual([money(data[name]) for name in ("balance", "total_recharged", "available_balance", "arrears", "credit_limit")], [200, 200, 200, 0, 0])
        self.assertIn(b'"200"', self.get(BALANCE, key=key).raw + b'"200.00"')

    def test_an_owner_without_account_is_unlimited(self):
        data = self.balance(self.new_key("nobody"))
        self.assertNotEqual(data["billing_mode"], "prepaid")
        self.assertTrue(all(isinstance(value, str) for value in data.values()))

    def test_holds(self):
        key = self.owned("holder", "0.50")
        tasks = [self.created(key=key) for _ in range(2)]
        self.has(key, "0.50", "0.08")
        self.refused(self.create(key=key), 402, 40201)
        self.has(key, "0.50", "0.08")
        self.assertEqual(self.ask("DELETE", f"{GENERATION}/task/{tasks[0]}", key=key).status, 200)
        self.has(key, "0.50", "0.29")
        self.created(key=key)
        # What is refused for another reason holds nothing.
        self.refused(self.create(params={"prompt": "x", "mode": "fast"}, key=key), 400, 40003)
        self.post({"model": T2V, "prompt": "x"}, path=GENERATION + "/precharge", key=key)
        self.has(key, "0.50", "0.08")

    def test_no_race_spends_more_than_there_is(self):
        key = self.owned("racer", "2.10")
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            statuses = list(pool.map(lambda _: self.create(key=key).status, range(40)))
        self.assertEqual((statuses.count(200), statuses.count(402)), (10, 30))
        self.has(key, "2.10", "0")

    def test_the_queue_pays_from_the_same_account(self):
        key = self.owned("queuer", "0.30")
        self.assertEqual(self.post(CLIP, path="/model/v1/queue/" + T2V, key=key).status, 200)
        answer = self.post(CLIP, path="/model/v1/queue/" + T2V, key=key)
        self.assertEqual(answer.status, 402, answer)
        self.assertIn("insufficient credits", answer.json["detail"].lower())
        self.refused_cli(self.post(CLIP, path="/model/v1/queue/" + T2V, key=key, headers=CLI), 402, 40201)

    def test_a_credit_limit_lets_the_balance_fall(self):
        key = self.owned("trusted", "0.10")
        self.kirin("accounts", "set", "trusted", "--credit-limit", "0.15")
        self.created(key=key)
        self.has(key, "0.10", "0.04")

    def test_a_repeated_create_pays_once(self):
        key = self.owned("repeater", "1")
        for _ in range(3):
            self.assertEqual(self.create(key=key, headers={"Idempotency-Key": "once"}).status, 200)
        self.has(key, "1", "0.79")

    def test_keys_are_asked_for(self):
        for path in (BALANCE, BILLING):
            for headers in ({}, CLI):
                answer = self.get(path, key=None, headers=headers)
                self.assertEqual(answer.status, 401, answer)
                self.assertIsInstance(answer.json["error"], str)
            self.assertEqual(self.get(path, key=self.new_key("scoped", "--scope", "generate")).status, 403)


class ChargeTest(AccountCase):
    settings = {**QUICK, "net.allow_private": "true"}

    def test_only_success_is_charged_and_once(self):
        key = self.owned("payer", "1")
        task = self.ended(self.created(key=key), key=key)
        self.assertEqual((task["status"], task["usage"]["cost"]), ("completed", "0.21"))
        self.has(key, "0.79", "0.79")
        self.assertEqual(self.ended(self.created(*FAILING, key=key), key=key)["status"], "failed")
        self.has(key, "0.79", "0.79")
        canceled = self.created(params={**CLIP, "duration": "10", "mode": "pro"}, key=key)
        self.has(key, "0.79", "0.09")
        until(lambda: self.task(canceled, key=key)["progress"] > 0)
        self.ask("DELETE", f"{GENERATION}/task/{canceled}", key=key)
        until(lambda: money(self.balance(key)["available_balance"]) == decimal.Decimal("0.79"))
        self.has(key, "0.79", "0.79")


class BillingTest(AccountCase):
    settings = QUICK

    def billing(self, query="", key=suite.API_KEY):
        answer = self.get(BILLING + query, key=key)
        self.assertEqual((answer.status, answer.json["code"], type(answer.json["message"])), (200, 0, str), answer)
        return answer.json["data"]

    def test_sums_and_items(self):
        key = self.new_key("billed")
        for model, params in ((T2V, CLIP), (T2V, {**CLIP, "duration": 5}), (I2V, {"image": suite.card64()})):
            self.assertEqual(self.ended(self.created(model, params, key=key), key=key)["status"], "completed")
        data = self.billing(key=key)
        summary = data["summary"]
        for name in ("total_requests", "prompt_tokens", "completion_tokens", "total_tokens"):
            self.assertIs(type(summary[name]), int, name)
        self.assertEqual((summary["total_requests"], money(summary["total_cost"]), money(summary["discount_total_cost"]), summary["currency"]),
                         (3, decimal.Decimal("0.63"), decimal.Decimal("0.63"), "USD"))
        self.assertIsInstance(data["environments"], list)
        items = data["items"]
        for name in ("total", "page", "page_size", "total_pages"):
            self.assertIs(type(items[name]), int, name)
        rows = {row["model_group"]: row for row in items["items"]}
        self.assertEqual(set(rows), {T2V, I2V})
        self.assertEqual((rows[T2V]["total_requests"], money(rows[T2V]["total_cost"])), (2, decimal.Decimal("0.42")))
        for row in rows.values():
            for name in ("team_alias", "provider", "model_group", "total_cost", "discount_total_cost"):
                self.assertIsInstance(row[name], str, name)
            self.assertIs(type(row["total_requests"]), int)
            self.assertIn(type(row["discount_rate"]), (int, float))

        today = datetime.datetime.now(datetime.timezone.utc).date()
        day = datetime.timedelta(days=1)
        count = lambda query: self.billing(query, key=key)["summary"]["total_requests"]
        self.assertEqual(count(f"?start={today - day}&end={today + day}"), 3)
        self.assertEqual(count(f"?start={today}&end={today}"), 3)
        self.assertEqual(count(f"?start={today - 9 * day}&end={today - 8 * day}"), 0)
        self.assertEqual(count(f"?model_group={I2V}"), 1)
        self.assertEqual(count("?model_group=nothing"), 0)
        page = self.billing("?page=2&page_size=1", key=key)
        self.assertEqual((len(page["items"]["items"]), page["items"]["page"], page["items"]["total"], page["items"]["total_pages"]), (1, 2, 2, 2))
        self.assertEqual(page["summary"]["total_requests"], 3)
        for query in ("?page=0", "?page_size=0", "?page=x", "?start=yesterday"):
            self.assertEqual(self.get(BILLING + query, key=key).status, 400, query)
        self.assertEqual(self.billing(key=self.new_key("somebody-else"))["summary"]["total_requests"], 0)


if __name__ == "__main__":
    suite.main()

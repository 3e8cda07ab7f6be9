"""Model discovery as both CLIs decode it (API.md §1.9): lists, specs, contracts, search and Markdown, without a key."""

import json
import re

import suite
from suite import BRUSH, CLI, GENERATION, I2V, MODELS, MULTI, ROOT, T2V, TURBO, ContractTest, card64

LIST = "/api/v1/skill/models"
CONTRACTS = {model: json.loads((ROOT / "catalog" / f"{model}.json").read_text()) for model in MODELS}
TYPES = re.compile(r"string|int|integer|float|number|boolean|bool|array|array\[.*\]|object|string/array")


class ModelsTest(ContractTest):
    def data(self, path, **keywords):
        answer = self.get(path, key=None, **keywords)
        self.assertEqual((answer.status, answer.type), (200, "application/json"), answer)
        self.assertEqual((answer.json["status"]["code"], type(answer.json["status"]["message"])), (200, str))
        return answer.json["data"]

    def models(self, query=""):
        return [model["model_id"] for model in self.data(LIST + query)["models"]]

    def base(self):
        return f"http://127.0.0.1:{self.server.port}"

    def unknown(self, answer):
        """HTTP 200 or 404, and `status.code` 404: the CLI then says "status 404" (§1.9)."""
        self.assertIn(answer.status, (200, 404), answer)
        self.assertEqual(answer.json["status"]["code"], 404, answer)

    def test_the_list(self):
        data = self.data(LIST)
        for name in ("total", "page", "page_size", "total_pages"):
            self.assertIs(type(data[name]), int, name)
        self.assertEqual((data["total"], data["page"], data["total_pages"]), (len(MODELS), 1, 1))
        self.assertEqual({model["model_id"] for model in data["models"]}, set(MODELS))
        for model in data["models"]:
            for name in ("id", "model_id", "name", "type", "provider", "source_collection", "original_model_id", "model_subtype", "description",
                         "source_id", "spec_protocol"):
                self.assertIsInstance(model[name], str, name)
            self.assertEqual((model["type"], model["has_spec"]), ("video", True))
            self.assertEqual(model["output_modalities"], ["Video"])
            self.assertLessEqual(set(model["input_modalities"]), {"Text", "Image"})
            self.assertEqual(model["name"], CONTRACTS[model["model_id"]]["display_name"])
            self.assertNotIn("curl", model)

    def test_pages_and_filters(self):
        pages = [self.data(f"{LIST}?page={page}&page_size=2") for page in (1, 2, 3, 4)]
        self.assertEqual([len(page["models"]) for page in pages], [2, 2, 1, 0])
        self.assertEqual([(page["page"], page["page_size"], page["total"], page["total_pages"]) for page in pages],
                         [(number, 2, 5, 3) for number in (1, 2, 3, 4)])
        self.assertEqual({model["model_id"] for page in pages for model in page["models"]}, set(MODELS))
        self.assertEqual(set(self.models("?page_size=500")), set(MODELS))
        for query in ("?type=video", "?type=Video", "?type=VIDEO", "?provider=kling", "?provider=KLING", "?type=video&keywords="):
            self.assertEqual(set(self.models(query)), set(MODELS), query)
        self.assertEqual(set(self.models("?keywords=V2.6")), {T2V, I2V})
        self.assertEqual(set(self.models("?keywords=turbo")), {TURBO})
        self.assertEqual(set(self.models("?keywords=kirin_v1_6")), {MULTI})
        for query in ("?type=image", "?provider=nobody", "?keywords=zebra"):
            self.assertEqual(self.models(query), [])
        for query in ("?page=0", "?page=x", "?page_size=0", "?page_size=-1"):
            self.assertEqual(self.get(LIST + query, key=None).status, 400, query)

    def test_curl_on_request_does_what_it_says(self):
        for model in self.data(LIST + "?include_curl=true")["models"]:
            self.assertIn(self.base() + GENERATION, model["curl"])
            self.assertIn(model["model_id"], model["curl"])
            body = json.loads(re.search(r"(?:-d|--data|--data-raw)\s+'(\{.*\})'", model["curl"], re.S).group(1).replace("'\\''", "'"))
            if model["model_id"] == T2V:
                self.assertEqual(self.post(body).status, 200)
            self.assertEqual(body["model"], model["model_id"])
        self.assertNotIn("curl", self.data(LIST + "?include_curl=false")["models"][0])

    def test_specs(self):
        for model in MODELS:
            for name in (model, model.replace("kirin_", "kling_")):
                with self.subTest(name):
                    data = self.data(f"{LIST}/{name}/spec")
                    self.assertEqual((data["model_id"], data["type"]), (name, "video"))
                    for field in ("name", "vendor", "agent_prompt"):
                        self.assertTrue(data[field])
                    self.assertEqual((data["api"]["endpoint"], data["api"]["method"]), (self.base() + GENERATION, "POST"))
                    self.assertEqual(data["api"]["headers"], {"Authorization": "Bearer {{API_KEY}}", "Content-Type": "application/json"})
                    self.assertIn(data["api"]["endpoint"], data["agent_prompt"])
                    self.check_parameters(data["parameters"], CONTRACTS[model]["parameters"], "input[0].params.")

    def check_parameters(self, told, contract, prefix):
        told = {parameter["name"]: parameter for parameter in told}
        self.assertEqual(set(told), {parameter["name"] for parameter in contract})
        for known in contract:
            parameter = told[known["name"]]
            self.assertEqual(parameter["path"], prefix + known["name"])
            self.assertRegex(parameter["type"], f"^({TYPES.pattern})$")
            self.assertEqual(parameter["required"], known["required"])
            self.assertIsInstance(parameter["description"], str)
            self.check_constraints(parameter.get("constraints", {}), known)
            if known["name"] == "watermark_info":
                self.assertEqual(parameter["type"], "object")
            if "children" in known:
                self.check_parameters(parameter["children"], known["children"], "")

    def choices_of(self, known):
        """Those of the contract, or of the list of the server's that it names."""
        if known.get("known") == "voices":
            return [voice["voice_id"] for voice in self.get("/v1/voices", key=None).json["voices"]]
        return known.get("enum")

    def check_constraints(self, constraints, known):
        self.assertLessEqual(set(constraints), {"enum", "min", "max", "min_length", "max_length", "max_items", "min_items", "default"})
        self.assertEqual(constraints.get("enum"), self.choices_of(known))
        self.assertTrue(all(isinstance(word, str) for word in constraints.get("enum", [])))
        for name in ("min", "max"):
            self.assertIn(type(constraints.get(name, 0)), (int, float))
        for name in ("min_length", "max_length", "max_items", "min_items"):
            self.assertIs(type(constraints.get(name, 0)), int)
        if known.get("format") == "image":
            self.assertNotIn("max_length", constraints)
        if known["name"] in ("prompt", "negative_prompt"):
            self.assertEqual(constraints["max_length"], 10000)  # the CLIs count bytes
        if known["type"] == "array":
            self.assertEqual(constraints["max_items"], known["max_items"])
        if known.get("format") == "choice" and "default" in known:
            self.assertEqual(constraints["default"], known["default"])

    def test_the_legacy_path_of_the_clis(self):
        # They post to the spec's endpoint and poll `<that path>/task/<id>`.
        endpoint = self.data(f"{LIST}/{T2V}/spec")["api"]["endpoint"]
        path = endpoint.removeprefix(self.base())
        task = self.post({"model": T2V, "input": [{"params": {"prompt": "x"}}]}, path=path, headers=CLI).json["id"]
        self.assertEqual(self.get(f"{path}/task/{task}", headers=CLI).json["status"], "in_progress")

    def test_contracts(self):
        for model in MODELS:
            with self.subTest(model):
                data = self.data(f"{LIST.replace('models', 'model-contracts')}/{model}")
                self.assertEqual((data["schema_version"], data["model_id"], data["kind"], data["protocol"], data["body_mode"]),
                                 ("model-contract.v1", model, "multimodal", "queue", "raw_json"))
                for field in ("revision", "display_name", "family"):
                    self.assertTrue(data[field])
                base = f"/model/v1/queue/{model}"
                self.assertEqual(data["endpoints"], {
                    "submit": {"method": "POST", "path": base}, "status": {"method": "GET", "path": base + "/requests/{request_id}/status"},
                    "result": {"method": "GET", "path": base + "/requests/{request_id}/response"},
                    "cancel": {"method": "PUT", "path": base + "/requests/{request_id}/cancel"}})
                self.check_schema(data["input_schema"], CONTRACTS[model]["parameters"])
                for rule in data["input_rules"]:
                    self.assertIn(rule["kind"], ("one_of", "at_least_one", "requires", "mutually_exclusive"))
                for example in data["examples"]:
                    self.assertTrue(example["name"])
                    self.assertLessEqual(set(data["input_schema"].get("required", [])), set(example["input"]))

    def check_schema(self, schema, parameters):
        self.assertEqual((schema["type"], schema["additionalProperties"]), ("object", False))
        self.assertEqual(set(schema["properties"]), {parameter["name"] for parameter in parameters})
        self.assertEqual(set(schema.get("required", [])), {parameter["name"] for parameter in parameters if parameter["required"]})
        for known in parameters:
            told = schema["properties"][known["name"]]
            self.assertEqual(told["type"], known["type"])
            self.assertEqual(told.get("enum"), self.choices_of(known))
            if known.get("format") == "image":
                # The CLI turns a local path into base64; `uri` would refuse base64.
                self.assertEqual(told["format"], "image")
                self.assertNotIn("maxLength", told)
            if known["type"] == "number":
                self.assertEqual((told["minimum"], told["maximum"]), (known["min"], known["max"]))

    def test_what_the_cli_sends_by_contract_is_accepted(self):
        # It always sends properties with a default.
        given = {T2V: {"prompt": "x"}, I2V: {"image": card64()}, TURBO: {"image": card64()}, BRUSH: {"image": card64()},
                 MULTI: {"prompt": "x", "image_list": [{"image": card64()}]}}
        for model in MODELS:
            data = self.data(f"/api/v1/skill/model-contracts/{model}")
            defaults = {name: schema["default"] for name, schema in data["input_schema"]["properties"].items() if "default" in schema}
            answer = self.post({**defaults, **given[model]}, path=data["endpoints"]["submit"]["path"], headers=CLI)
            self.assertEqual(answer.status, 200, answer)

    def test_rules_between_parameters_are_told(self):
        rules = self.data(f"/api/v1/skill/model-contracts/{BRUSH}")["input_rules"]
        exclusive = [set(rule["fields"]) for rule in rules if rule["kind"] == "mutually_exclusive"]
        self.assertIn({"image_tail", "dynamic_masks"}, exclusive)
        self.assertIn({"image_tail", "static_mask"}, exclusive)
        rules = self.data(f"/api/v1/skill/model-contracts/{I2V}")["input_rules"]
        self.assertIn({"image", "image_tail"}, [set(rule["fields"]) for rule in rules if rule["kind"] in ("at_least_one", "one_of")])

    def test_search(self):
        path = "/model/v1/models/skill/search"
        answer = self.get(path + "?q=image", key=None)
        self.assertEqual(answer.status, 200, answer)
        for name in ("limit", "offset", "estimatedTotalHits", "processingTimeMs"):
            self.assertIs(type(answer.json[name]), int, name)
        self.assertEqual(answer.json["query"], "image")
        ids = lambda query: [hit["id"] for hit in self.get(path + query, key=None).json["hits"]]
        self.assertEqual(set(ids("")), set(MODELS))
        self.assertEqual(ids("?q=zebra"), [])
        self.assertEqual(set(ids("?output=video")), set(MODELS))
        self.assertEqual(set(ids("?input=Image")), set(MODELS) - {T2V})
        self.assertEqual(len(ids("?limit=2")), 2)
        self.assertEqual(ids("?output=image") + ids("?provider=nobody") + ids("?type=audio"), [])
        for hit in self.get(path, key=None).json["hits"]:
            for name in ("id", "name", "provider", "media_type", "skill_content"):
                self.assertIsInstance(hit[name], str, name)
            for name in ("input", "output", "tags", "tags_abbr"):
                self.assertIn(type(hit[name]), (list, str), name)

    def test_markdown_whatever_was_asked_for(self):
        for model in MODELS:
            for accept in ("application/json", "text/markdown", "*/*"):
                answer = self.get("/model/v1/models/skill/" + model, key=None, headers={"Accept": accept})
                self.assertEqual((answer.status, answer.type), (200, "text/markdown"), answer)
            text = answer.raw.decode()
            self.assertTrue(text.startswith("#") or text.startswith("---"))
            for known in CONTRACTS[model]["parameters"]:
                self.assertIn(known["name"], text)
            self.assertIn(self.base(), text)

    def test_models_that_are_not_there(self):
        for path in (f"{LIST}/kirin_v9/spec", "/api/v1/skill/model-contracts/kirin_v9"):
            for headers in ({}, CLI):
                self.unknown(self.get(path, key=None, headers=headers))
        self.assertEqual(self.get("/model/v1/models/skill/kirin_v9", key=None).status, 404)

    def test_keys_are_welcome_and_not_asked_for(self):
        for path in (LIST, f"{LIST}/{T2V}/spec", f"/api/v1/skill/model-contracts/{T2V}", "/model/v1/models/skill/search", f"/model/v1/models/skill/{T2V}"):
            for keywords in ({"key": None}, {}, {"headers": CLI}, {"key": "sa-wrong-0123456789"}):
                self.assertEqual(self.get(path, **keywords).status, 200, (path, keywords))


class ClosedTest(ContractTest):
    settings = {"workers.count": "0", "models.anonymous": "false", "server.public_url": "https://kirin.example.org"}

    def test_an_operator_may_ask_for_keys(self):
        for path in (LIST, f"{LIST}/{T2V}/spec", f"/api/v1/skill/model-contracts/{T2V}", "/model/v1/models/skill/search", f"/model/v1/models/skill/{T2V}"):
            self.assertEqual(self.get(path, key=None).status, 401, path)
            self.assertEqual(self.get(path).status, 200, path)

    def test_addresses_follow_the_public_one(self):
        spec = self.get(f"{LIST}/{T2V}/spec").json["data"]
        self.assertEqual(spec["api"]["endpoint"], "https://kirin.example.org" + GENERATION)
        self.assertNotIn("127.0.0.1", json.dumps(spec))
        self.assertIn("https://kirin.example.org", self.get(f"/model/v1/models/skill/{T2V}").raw.decode())


if __name__ == "__main__":
    suite.main()

#include "worker/worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <variant>

#include "assets/open_store.h"
#include "base/file.h"
#include "media/png_writer.h"
#include "media/probe.h"
#include "tasks/open_store.h"

namespace kirin::worker {
namespace {

using testing::HasSubstr;

std::string temporary_folder() {
  std::string path = testing::TempDir() + "kirin-worker-XXXXXX";
  EXPECT_NE(::mkdtemp(path.data()), nullptr);
  return path;
}

// A store, an asset store and everything a worker needs, on disk, for real.
class WorkerTest : public testing::Test {
 protected:
  void SetUp() override {
    tasks::StoreOptions store_options;
    store_options.lost_error = [](const tasks::Task&) { return tasks::TaskError{"098", "lost"}; };
    stores_ = *tasks::open_stores("sqlite:" + folder_ + "/kirin.db", store_options);
    assets_ = *assets::open_asset_store("file:" + folder_ + "/assets");
    options_.worker_id = "w_test";
    options_.generator.program = KIRIN_PROGRAM;
    options_.generator.scratch_directory = folder_;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  WorkerTools tools() {
    return {*stores_.tasks, catalog::Catalog::embedded(),
            InputSources{*assets_, fetcher_, signed_urls_, "http://kirin.test", folder_}};
  }

  // A picture of two colours in the asset store; returns its input.
  catalog::ImageInput stored_picture(media::Size size, const std::string& key,
                                     std::uint8_t level = 200) {
    media::Image image{size};
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        image.row(y)[x * 3] = static_cast<std::uint8_t>(x * 255 / size.width);
        image.row(y)[x * 3 + 1] = x < size.width / 2 ? level : 20;
      }
    }
    const auto png = media::encode_png(image.view());
    const auto file = anonymous_file(folder_);
    EXPECT_TRUE(png && file && write_all(file->get(), *png));
    EXPECT_TRUE(assets_->put(key, file->get(), "image/png", Clock::now()));
    return {"asset:" + key};
  }

  catalog::GenerationRequest request_for(const std::string& model) {
    catalog::GenerationRequest request;
    request.model = model;
    request.requested_model = model;
    request.prompt = "zoom in";
    request.seed = 1;
    request.aspect_ratio = model == "kirin_v2_6_t2v" ? "1:1" : "";
    return request;
  }

  tasks::Task submit(const catalog::GenerationRequest& request, int max_attempts = 2) {
    tasks::NewTask task;
    task.id = "t" + std::to_string(++submitted_);
    task.owner_id = "owner";
    task.model = request.model;
    task.requested_model = request.model;
    task.request = catalog::to_json(request);
    task.max_attempts = max_attempts;
    task.created_at = Clock::now();
    return std::get<tasks::Task>(*stores_.tasks->create(task));
  }

  tasks::Task after_work(const tasks::Task& task) {
    EXPECT_TRUE(work_once(options_, tools(), {}));
    return *stores_.tasks->find_any(task.id);
  }

  std::string folder_ = temporary_folder();
  tasks::Stores stores_;
  std::unique_ptr<assets::AssetStore> assets_;
  assets::SignedUrls signed_urls_{std::string(32, 's')};
  fetch::Fetcher fetcher_{fetch::FetchPolicy{}};
  WorkerOptions options_;
  int submitted_ = 0;
};

TEST_F(WorkerTest, AnEmptyQueueIsNoWork) { EXPECT_FALSE(work_once(options_, tools(), {})); }

TEST_F(WorkerTest, AnImageBecomesAStoredClipOfTheContractsSize) {
  catalog::GenerationRequest request = request_for("kirin_v1_i2v");
  request.image = stored_picture({480, 320}, "inputs/a");

  const tasks::Task task = after_work(submit(request));

  ASSERT_EQ(task.status, tasks::TaskStatus::completed) << (task.error ? task.error->message : "");
  const auto clip = assets_->open(task.result.at("output").at("key").as_string());
  ASSERT_TRUE(clip);
  const auto facts = media::probe_clip(clip->fd.get());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->frame_count, 150);
  EXPECT_NEAR(static_cast<double>(facts->size.width) / facts->size.height, 1.5, 0.01);
  EXPECT_EQ(facts->tags.at("kirin.model"), "kirin_v1_i2v");
}

TEST_F(WorkerTest, AMaskOfAnotherAspectRatioFailsTheTaskWithTheContractsCode) {
  catalog::GenerationRequest request = request_for("kirin_v1_i2v");
  request.image = stored_picture({480, 320}, "inputs/a");
  request.dynamic_masks = {{stored_picture({400, 400}, "inputs/b"), {{10, 10}, {50, 50}}}};

  const tasks::Task task = after_work(submit(request));

  ASSERT_EQ(task.status, tasks::TaskStatus::failed);
  EXPECT_EQ(task.error->code, "002002099");
  EXPECT_THAT(task.error->message, HasSubstr("aspect ratio"));
}

TEST_F(WorkerTest, MasksOfDifferentResolutionsFailTheTask) {
  catalog::GenerationRequest request = request_for("kirin_v1_i2v");
  request.image = stored_picture({480, 320}, "inputs/a");
  request.static_mask = stored_picture({480, 320}, "inputs/b");
  request.dynamic_masks = {{stored_picture({960, 640}, "inputs/c"), {{10, 10}, {50, 50}}}};

  const tasks::Task task = after_work(submit(request));

  ASSERT_EQ(task.status, tasks::TaskStatus::failed);
  EXPECT_EQ(task.error->code, "002002099");
  EXPECT_THAT(task.error->message, HasSubstr("resolution"));
}

TEST_F(WorkerTest, APrivateAddressAsInputFailsAsATransfer) {
  catalog::GenerationRequest request = request_for("kirin_v2_6_i2v");
  request.image = catalog::ImageInput{"http://127.0.0.1:1/cat.png"};

  const tasks::Task task = after_work(submit(request));

  ASSERT_EQ(task.status, tasks::TaskStatus::failed);
  EXPECT_EQ(task.error->code, "002013097");
}

TEST_F(WorkerTest, OurOwnLinksAreReadFromTheStoreWithoutTheNetwork) {
  catalog::GenerationRequest request = request_for("kirin_v2_6_i2v");
  stored_picture({480, 320}, "uploads/cat.png");
  request.image = catalog::ImageInput{
      "http://kirin.test" +
      signed_urls_.sign("uploads/cat.png", Clock::now() + std::chrono::hours{1})};

  EXPECT_EQ(after_work(submit(request)).status, tasks::TaskStatus::completed);
}

TEST_F(WorkerTest, AGeneratorThatCrashesCostsOneAttemptAtATime) {
  options_.generator.program = "/bin/false";
  const tasks::Task task = submit(request_for("kirin_v2_6_t2v"), 2);

  EXPECT_EQ(after_work(task).status, tasks::TaskStatus::queued);
  const tasks::Task failed = after_work(task);

  EXPECT_EQ(failed.status, tasks::TaskStatus::failed);
  EXPECT_EQ(failed.attempts, 2);
  EXPECT_EQ(failed.error->code, "002014095");
}

TEST_F(WorkerTest, AStopGivesTheTaskBackWithItsAttempt) {
  options_.drain_grace = std::chrono::seconds{0};
  std::stop_source stop;
  stop.request_stop();
  const tasks::Task task = submit(request_for("kirin_v2_6_t2v"));

  EXPECT_TRUE(work_once(options_, tools(), stop.get_token()));

  const auto after = stores_.tasks->find_any(task.id);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->status, tasks::TaskStatus::queued);
  EXPECT_EQ(after->attempts, 0);
}

TEST_F(WorkerTest, ARowOfAnUnknownModelFailsInsteadOfLooping) {
  const tasks::Task task = after_work(submit(request_for("kirin_v9_dream")));
  EXPECT_EQ(task.status, tasks::TaskStatus::failed);
}

}  // namespace
}  // namespace kirin::worker

// Items are taken one by one from a source, worked on by several threads, and handed over in the order they came.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace fairwitness {

// `next()` gives an optional item and is never called by two threads at once; `work(item)` runs anywhere and gives a
// result; `take(result)` runs on the calling thread, in order, and gives false to end early. At most `window` results
// wait, so memory is bounded.
template <typename Next, typename Work, typename Take>
void run_in_order(unsigned threads, size_t window, Next next, Work work, Take take) {
  using Item = typename decltype(next())::value_type;
  using Output = decltype(work(std::declval<Item>()));
  std::mutex source_mutex, result_mutex;
  std::condition_variable result_there, room_there;
  std::map<uint64_t, Output> waiting;
  uint64_t given = 0, taken = 0;  // given: under source_mutex; taken: under result_mutex
  unsigned running = threads;     // under result_mutex
  bool ended = false;             // under result_mutex: the source is dry, or the taker wants no more

  auto worker = [&] {
    for (;;) {
      std::optional<Item> item;
      uint64_t number;
      {
        std::scoped_lock lock(source_mutex);
        {
          std::unique_lock wait(result_mutex);
          room_there.wait(wait, [&] { return ended || given < taken + window; });
          if (ended) break;
        }
        item = next();
        number = given++;
      }
      if (!item) {
        // The others may wait for room that will never come.
        std::scoped_lock lock(result_mutex);
        ended = true;
        room_there.notify_all();
        break;
      }
      Output output = work(std::move(*item));
      std::scoped_lock lock(result_mutex);
      waiting.emplace(number, std::move(output));
      result_there.notify_one();
    }
    std::scoped_lock lock(result_mutex);
    --running;
    result_there.notify_one();
  };

  std::vector<std::thread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back(worker);
  for (;;) {
    std::unique_lock lock(result_mutex);
    result_there.wait(lock, [&] { return running == 0 || (!waiting.empty() && waiting.begin()->first == taken); });
    if (waiting.empty() || waiting.begin()->first != taken) break;
    Output output = std::move(waiting.begin()->second);
    waiting.erase(waiting.begin());
    ++taken;
    lock.unlock();
    room_there.notify_all();
    if (take(std::move(output))) continue;
    lock.lock();
    ended = true;
    lock.unlock();
    room_there.notify_all();
    break;
  }
  for (auto& thread : pool) thread.join();
}

}  // namespace fairwitness

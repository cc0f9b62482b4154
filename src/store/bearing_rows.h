// Bearings as rows, and the index that neighbourhoods are told from. Internal to the room.
#pragma once

#include <vector>

#include "neighbours/neighbours.h"
#include "store/sqlite.h"

namespace fairwitness {

void write_bearings(Database& database, std::vector<Bearings> bearings);
void drop_bearings_of(Database& database, int64_t report);

class LibraryIndex : public NeighbourIndex {
 public:
  explicit LibraryIndex(Database& database);
  void each_report(const VisitBearings& visit) override;
  void each_posting(const VisitPosting& visit) override;
  void each_with(int64_t key, int32_t from, int32_t to, bool back, const VisitReport& visit) override;
  void each_of_topic(int64_t topic, int64_t from, int64_t to, const VisitReport& visit) override;
  Bearings bearings(int64_t report) override;
  std::optional<Before> before(int64_t report) override;
  std::vector<int64_t> members(int64_t neighbourhood) override;

 private:
  Database& database_;
  Statement forward_, back_, topic_, bearings_, before_, members_;
};

}  // namespace fairwitness

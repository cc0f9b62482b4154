#include "intake/files.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <utility>

#include "intake/reader.h"

namespace fairwitness {
namespace {

Listed unread_path(const std::string& path, int error) {
  Listed listed{path, 0, false, {}};
  if (error == ENOENT || error == ENOTDIR)
    listed.unread = failed("not_found", path + ": no such file or directory; check the path", {path, 0, 0, ""});
  else if (error == ELOOP)
    listed.unread = failed("not_found", path + ": a link that leads to itself; remove it", {path, 0, 0, ""});
  else
    listed.unread = failed("unreadable", path + ": may not be read; check its permissions", {path, 0, 0, ""});
  return listed;
}

// Walks one directory given by the user. Directories that are reached by links wait until the tree itself is known, so
// that neither a loop nor two names for one directory reads anything twice.
class Walk {
 public:
  std::vector<Listed> run(const std::string& root) {
    waiting_.push_back(root);
    while (!waiting_.empty() || !links_.empty()) {
      if (waiting_.empty()) {
        std::sort(links_.begin(), links_.end(), std::greater<>());
        waiting_.push_back(std::move(links_.back()));
        links_.pop_back();
      }
      std::string directory = std::move(waiting_.back());
      waiting_.pop_back();
      list(directory);
    }
    std::sort(found_.begin(), found_.end(), [](const Listed& a, const Listed& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  void list(const std::string& directory) {
    struct stat status;
    if (::stat(directory.c_str(), &status) != 0) {
      found_.push_back(unread_path(directory, errno));
      return;
    }
    if (!seen_.insert({status.st_dev, status.st_ino}).second) return;
    std::unique_ptr<DIR, int (*)(DIR*)> opened(::opendir(directory.c_str()), ::closedir);
    if (!opened) {
      found_.push_back(unread_path(directory, errno));
      return;
    }
    std::string prefix = directory.ends_with('/') ? directory : directory + '/';
    while (const dirent* entry = ::readdir(opened.get()))
      if (entry->d_name[0] != '.') take(prefix + entry->d_name);
  }

  void take(std::string path) {
    struct stat status;
    if (::lstat(path.c_str(), &status) != 0) {
      found_.push_back(unread_path(path, errno));
      return;
    }
    bool link = S_ISLNK(status.st_mode);
    if (link && ::stat(path.c_str(), &status) != 0) {
      found_.push_back(unread_path(path, errno));
    } else if (S_ISDIR(status.st_mode)) {
      (link ? links_ : waiting_).push_back(std::move(path));
    } else if (S_ISREG(status.st_mode)) {
      found_.push_back({std::move(path), static_cast<uint64_t>(status.st_size), false, {}});
    } else {
      Unread unread = skipped("not_a_file", path + ": a device, pipe or socket in a folder; name it itself to read it",
                              {path, 0, 0, ""});
      found_.push_back({std::move(path), 0, false, std::move(unread)});
    }
  }

  std::vector<std::string> waiting_, links_;
  std::set<std::pair<dev_t, ino_t>> seen_;
  std::vector<Listed> found_;
};

}  // namespace

std::vector<Listed> list_files(const std::vector<std::string>& paths) {
  std::vector<Listed> all;
  for (const std::string& path : paths) {
    struct stat status;
    if (path == "-") {
      all.push_back({path, 0, true, {}});
    } else if (::stat(path.c_str(), &status) != 0) {
      all.push_back(unread_path(path, errno));
    } else if (S_ISDIR(status.st_mode)) {
      for (Listed& listed : Walk().run(path)) all.push_back(std::move(listed));
    } else {
      bool regular = S_ISREG(status.st_mode);
      all.push_back({path, regular ? static_cast<uint64_t>(status.st_size) : 0, !regular, {}});
    }
  }
  return all;
}

}  // namespace fairwitness

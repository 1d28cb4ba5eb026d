/// The most names that are brought into one order where lists of them differ.
let mostMerged = 512

/// The names of several lists in one order that all of them keep; `nil` where there is none, names
/// stand twice, or there are too many.
func mergedOrder<Name: Hashable>(_ lists: [[Name]]) -> [Name]? {
  var result: [Name] = []
  var places: [Name: Int] = [:]
  var known: Set<[Name]> = []
  let different = lists.filter { known.insert($0).inserted }
  for list in different.sorted(by: { $0.count > $1.count }) {
    var place = -1
    var seen: Set<Name> = []
    for (index, name) in list.enumerated() {
      guard seen.insert(name).inserted else { return nil }
      if let known = places[name] {
        guard known > place else { return nil }
        place = known
        continue
      }
      // Before the next name that is known.
      let next = list[(index + 1)...].lazy.compactMap { places[$0] }.first ?? result.count
      guard next > place, result.count < mostMerged else { return nil }
      let target = place + 1 <= next ? next : place + 1
      result.insert(name, at: target)
      places = [:]
      for (position, name) in result.enumerated() { places[name] = position }
      place = target
    }
  }
  return result
}

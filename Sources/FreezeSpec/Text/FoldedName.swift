/// Names that differ only in numbers, folded into one.
struct FoldedName: Hashable, Sendable {
  /// A glob that matches these names, such as `encoder.layer.{0..11}.attention.self.query.weight`.
  ///
  /// What means something in a glob and is part of a name stands in brackets: a child that is
  /// called `{0..3}` is `[{]0..3}` here.
  var glob: String
  /// The indices of the names, ascending.
  var members: [Int]
}

extension FoldedName {
  /// Folds names that differ only in components that are numbers, and whose keys are equal.
  ///
  /// The names of one fold are all that its index sets give, no more and no fewer. Where the
  /// numbers of several components do not form such a product, the names are folded into several.
  ///
  /// - Parameters:
  ///   - names: Dotted names, all different.
  ///   - keys: For each name, a number that is equal where names may be folded.
  /// - Returns: The folds, in the order of their first names.
  static func fold(_ names: [String], keys: [Int]) -> [FoldedName] {
    var numbered = NumberedNames()
    for name in names { numbered.append(name) }
    return fold(numbered, keys: keys) { names[$0] }
  }

  /// Folds names that were taken apart already.
  ///
  /// - Parameter name: Gives the text of a name; it is asked for once a fold.
  static func fold(
    _ names: NumberedNames, keys: [Int], name: (Int) -> String
  ) -> [FoldedName] {
    struct Kind: Hashable {
      let form: Int32
      let key: Int
    }
    var groups: [NameGroup] = []
    var groupOfKind: [Kind: Int] = [:]
    // For each form the group that had one of it last.
    var lastGroups = [Int](repeating: -1, count: names.formCount)
    for index in keys.indices {
      let kind = Kind(form: names.forms[index], key: keys[index])
      let last = lastGroups[Int(kind.form)]
      if names.numbers(of: index).isEmpty {
        groups.append(NameGroup(key: kind.key, members: [index]))
      } else if last >= 0, groups[last].key == kind.key {
        groups[last].members.append(index)
      } else {
        let group = groupOfKind[kind] ?? groups.count
        lastGroups[Int(kind.form)] = group
        if group < groups.count {
          groups[group].members.append(index)
        } else {
          groupOfKind[kind] = group
          groups.append(NameGroup(key: kind.key, members: [index]))
        }
      }
    }

    var folds: [FoldedName] = []
    folds.reserveCapacity(groups.count)
    var isSorted = true
    for group in groups {
      let name = name(group.members[0])
      let products = group.products(in: names)
      if products.count > 1 { isSorted = false }
      for product in products {
        folds.append(FoldedName(glob: product.glob(like: name), members: product.members))
      }
    }
    if !isSorted { folds.sort { $0.members[0] < $1.members[0] } }
    return folds
  }
}

/// The names of one form and key.
private struct NameGroup {
  let key: Int
  /// The indices of the names.
  var members: [Int]

  /// The names as products of index sets.
  func products(in names: NumberedNames) -> [IndexProduct] {
    let width = names.numbers(of: members[0]).count
    if members.count == 1 {
      return [IndexProduct(sets: names.numbers(of: members[0]).map { [$0] }, members: members)]
    }
    // Different tuples that are as many as the product of their coordinates are all of it.
    var sets: [[Int]] = []
    var size = 1
    for position in 0..<width {
      let set = distinct(members.map { names.number(of: $0, at: position) })
      size = saturatingProduct(size, set.count)
      sets.append(set)
    }
    if size == members.count { return [IndexProduct(sets: sets, members: members)] }

    let sorted = members.sorted { a, b in
      names.numbers(of: a).lexicographicallyPrecedes(names.numbers(of: b))
    }
    return Self.split(sorted[...], from: 0, of: width, in: names).map { product in
      IndexProduct(sets: product.sets, members: product.members.sorted())
    }
  }

  /// Splits names, sorted by their numbers and equal in those before a position, into products: numbers
  /// at the position go together where what follows them is alike.
  private static func split(
    _ members: ArraySlice<Int>, from position: Int, of width: Int, in names: NumberedNames
  ) -> [IndexProduct] {
    if position == width - 1 {
      let values = members.map { names.number(of: $0, at: position) }
      return [IndexProduct(sets: [distinct(values)], members: Array(members))]
    }
    var products: [IndexProduct] = []
    var productOfRest: [[[Int]]: Int] = [:]
    var start = members.startIndex
    while start < members.endIndex {
      let value = names.number(of: members[start], at: position)
      var end = start + 1
      while end < members.endIndex, names.number(of: members[end], at: position) == value {
        end += 1
      }
      for rest in split(members[start..<end], from: position + 1, of: width, in: names) {
        if let product = productOfRest[rest.sets] {
          products[product].sets[0].append(value)
          products[product].members += rest.members
        } else {
          productOfRest[rest.sets] = products.count
          products.append(IndexProduct(sets: [[value]] + rest.sets, members: rest.members))
        }
      }
      start = end
    }
    return products
  }
}

/// The different values, none of which is negative, ascending.
private func distinct(_ values: [Int]) -> [Int] {
  var result: [Int] = []
  // Indices of modules are mostly small, and come many times.
  if let largest = values.max(), largest < values.count {
    var isThere = [Bool](repeating: false, count: largest + 1)
    for value in values { isThere[value] = true }
    return isThere.indices.filter { isThere[$0] }
  }
  for value in values.sorted() where value != result.last { result.append(value) }
  return result
}

/// All names that some index sets give.
private struct IndexProduct {
  /// For each number of the name its values, ascending.
  var sets: [[Int]]
  /// The indices of the names.
  var members: [Int]

  /// The glob of these names, given one of them.
  func glob(like name: String) -> String {
    var result: [UInt8] = []
    var next = 0
    var isFirst = true
    forEachComponent(of: name) { component, number in
      if !isFirst { result.append(UInt8(ascii: ".")) }
      isFirst = false
      if number != nil {
        append(sets[next], to: &result)
        next += 1
        return
      }
      for byte in component {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"):
          result += [UInt8(ascii: "["), byte, UInt8(ascii: "]")]
        default: result.append(byte)
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Writes an index set: `5`, `{0..11}`, `{0..6,17,19..23}`.
  private func append(_ set: [Int], to result: inout [UInt8]) {
    if set.count == 1 {
      result += String(set[0]).utf8
      return
    }
    result.append(UInt8(ascii: "{"))
    var start = 0
    while start < set.count {
      var end = start
      while end + 1 < set.count, set[end + 1] == set[end] + 1 { end += 1 }
      if start > 0 { result.append(UInt8(ascii: ",")) }
      result += String(set[start]).utf8
      if end > start {
        // Two neighbours are as short as a list, and read better.
        result += (end == start + 1 ? "," : "..").utf8
        result += String(set[end]).utf8
      }
      start = end + 1
    }
    result.append(UInt8(ascii: "}"))
  }
}

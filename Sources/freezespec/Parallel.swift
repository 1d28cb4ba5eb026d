import CMachine
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Work spread over the machine's processors.
enum Parallel {
  /// The results of a function for every item, in the order of the items.
  ///
  /// Items are taken one by one, so that a slow one holds up one thread alone.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ transform: @escaping @Sendable (Item) -> Result
  ) -> [Result] {
    let count = min(items.count, Int(freezespec_processors()))
    guard count > 1 else { return items.map(transform) }
    let progress = Progress<Result>()
    let work: @Sendable () -> Void = {
      var done: [(index: Int, result: Result)] = []
      while let index = progress.next(of: items.count) {
        done.append((index, transform(items[index])))
      }
      progress.finish(done)
    }
    // A thread that cannot be started is one fewer: this one works as well.
    let threads = (1..<count).compactMap { _ in start(work) }
    work()
    for thread in threads { pthread_join(thread, nil) }
    return progress.results
  }

  /// Which item is next, and what came of those that are done.
  private final class Progress<Result: Sendable>: Sendable {
    private let taken = Atomic(0)
    private let done = Mutex<[(index: Int, result: Result)]>([])

    func next(of count: Int) -> Int? {
      let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < count ? index : nil
    }

    func finish(_ results: [(index: Int, result: Result)]) {
      done.withLock { $0 += results }
    }

    var results: [Result] {
      done.withLock { $0.sorted { $0.index < $1.index }.map(\.result) }
    }
  }

  /// Runs a function where it has as much stack as the main thread has by default, be that here or on
  /// a thread of its own: `ulimit -s` bounds the main one's alone.
  static func withEnoughStack(_ work: @escaping @Sendable () -> Void) {
    var limit = rlimit()
    #if canImport(Glibc)
      let result = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
    #else
      let result = getrlimit(RLIMIT_STACK, &limit)
    #endif
    guard result == 0, limit.rlim_cur < stackBytes, let thread = start(work) else { return work() }
    // A signal to the process is the thread's, which may hold it back.
    HeldSignals.leaveToOtherThreads()
    pthread_join(thread, nil)
  }

  /// As much as the main thread has on Linux: nested configs are read recursively.
  private static let stackBytes = 8 << 20

  /// Hands a function to a thread.
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    let body = Unmanaged.passRetained(Body(work))
    #if canImport(Darwin)
      var thread: pthread_t?
      let error = pthread_create(
        &thread, &attributes,
        { body in
          Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
          return nil
        }, body.toOpaque())
    #else
      var thread = pthread_t()
      let error = pthread_create(
        &thread, &attributes,
        { body in
          if let body { Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run() }
          return nil
        }, body.toOpaque())
    #endif
    guard error == 0 else {
      body.release()
      return nil
    }
    return thread
  }
}

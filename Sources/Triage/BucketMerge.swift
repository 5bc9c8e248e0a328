import Divergence
import Foundation
import Persistence

/// Buckets that turn out to be one bug.
package enum BucketMerge {
    /// Makes the buckets in `others` part of the one in `folder`: its reproducer becomes the smallest of all, their
    /// signatures are kept with it, their folders go.
    package static func merge(_ others: [String], into folder: String) throws {
        var note = try TriageNote(readingFrom: folder)
        var smallest = try Bucket(reading: folder)
        for other in others where other != folder {
            let bucket = try Bucket(reading: other)
            let otherNote = try TriageNote(readingFrom: other)
            for signature in [bucket.signature] + otherNote.merged where !note.merged.contains(signature) && signature != smallest.signature {
                note.merged.append(signature)
            }
            if bucket.test.byteCount < smallest.test.byteCount { smallest = bucket }
        }
        note.merged.sort()
        if smallest.path != folder {
            let own = try Bucket(reading: folder).signature
            note.merged = note.merged.filter { $0 != smallest.signature } + [own].filter { !note.merged.contains($0) }
            note.merged.sort()
            for name in try FileManager.default.contentsOfDirectory(atPath: smallest.path).sorted() where name != TriageNote.fileName {
                try AtomicFile.replace(folder + "/" + name, with: try Files.read(smallest.path + "/" + name, limit: 64 << 20))
            }
        }
        try note.write(to: folder)
        for other in others where other != folder { try FileManager.default.removeItem(atPath: other) }
    }
}

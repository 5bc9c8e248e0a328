import BaselineJIT
import EngineInterface
import EngineRuntime
import TestSupport
import Testing

@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct EngineContractTests {
    @Test(arguments: EngineContract.checks) func keepsTheContract(check: EngineContract.Check) throws {
        #expect(try check.complaints(about: BaselineJIT.engine()) == [])
    }
}

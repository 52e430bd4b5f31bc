// Ends a run of vitest with the two lines that .ci/test counts, as TAP has them.
export default class CountReporter {
  onTestRunEnd(modules) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const of = (state) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    console.log(`# pass ${of('passed')}\n# fail ${of('failed') + broken}`);
  }
}

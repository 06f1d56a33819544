// biome-ignore-all lint/correctness/noUnusedVariables: the page uses them
// Written as for a page of its own: globals that the next script reads.
var answer = 42

function showAnswer(number) {
  window.pageGlobal = number
  document.querySelector('.answer').textContent = `The answer is ${number}`
}

/** The quiz on a page of the site: a begun one is kept on the device, and below its results stands a receipt. */
import { startOn } from "../start.mjs";
import { attemptOf } from "./attempts.mjs";
// Listens for what a quiz tells, so it has to be there first.
import "./receipt-panel.mjs";
import { startTaking } from "./taking.mjs";

/**
 * Start a quiz on its element, once its questions are on the page.
 *
 * @param {HTMLElement} $quiz
 */
export const startQuiz = ($quiz) => startTaking($quiz, attemptOf);

startOn('[data-module="quiz"]', startQuiz);

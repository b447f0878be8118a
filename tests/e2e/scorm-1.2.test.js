/** A course of SCORM 1.2. */
import { courseTests } from "./course.js";

courseTests("1.2");

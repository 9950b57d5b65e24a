;; Emacs: open program.py, edit it, and write what Flymake or Flycheck has to say of it.

(require 'cl-lib)
(require 'json)

(defun of-flymake ()
  (mapcar (lambda (one)
            (save-excursion
              (goto-char (flymake-diagnostic-beg one))
              (list (line-number-at-pos) (1+ (current-column))
                    (format "%s" (flymake-diagnostic-type one)) (flymake-diagnostic-text one))))
          (flymake-diagnostics)))

(defun of-flycheck ()
  (mapcar (lambda (one)
            (list (flycheck-error-line one) (flycheck-error-column one)
                  (format "%s" (flycheck-error-level one))
                  (format "%s %s" (flycheck-error-id one) (flycheck-error-message one))))
          flycheck-current-errors))

(defvar deadline (+ (float-time) 60))
(defvar edited nil)

(defun look ()
  "Save where a server has to be told, and end when there is something on the edited file's line."
  (when (bound-and-true-p eglot--managed-mode)
    (set-buffer-modified-p t)
    (save-buffer))
  (let ((found (if (bound-and-true-p flycheck-mode) (of-flycheck) (of-flymake))))
    (when (or (cl-find 9 found :key #'car) (> (float-time) deadline))
      (write-region (json-encode (vconcat (mapcar #'vconcat found))) nil (getenv "FOUND"))
      (kill-emacs 0))))

(find-file "program.py")
(goto-char (point-min))
(insert "# edited\n")
(run-with-timer 1 1 (lambda () (with-current-buffer "program.py" (look))))

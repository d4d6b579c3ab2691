<?php
// Makes a site misbehave as sites in the field do. SITE_DATA/troubles.json is a list of objects: kind, match (a regular
// expression on "METHOD URI"), times (how many requests, null for all) and what the kind needs. Without the file this
// does nothing.

add_filter('pre_wp_mail', '__return_true');  // letters go nowhere

function bkddesk_troubles(): array {
    $file = SITE_DATA . '/troubles.json';
    if (PHP_SAPI === 'cli' || !is_file($file)) {
        return [];
    }
    $handle = fopen($file, 'r+');
    flock($handle, LOCK_EX);
    $all = json_decode(stream_get_contents($handle), true) ?: [];
    $request = $_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI'];
    $met = [];
    foreach ($all as &$trouble) {
        if ($trouble['times'] !== 0 && preg_match('~' . $trouble['match'] . '~', $request)) {
            $met[] = $trouble;
            if ($trouble['times'] !== null) {
                $trouble['times']--;
            }
        }
    }
    rewind($handle);
    ftruncate($handle, 0);
    fwrite($handle, json_encode($all));
    fclose($handle);
    return $met;
}

function bkddesk_answer(array $trouble): never {
    http_response_code($trouble['status']);
    foreach ($trouble['headers'] as $name => $value) {
        header("$name: $value");
    }
    echo $trouble['body'];
    exit;
}

foreach (bkddesk_troubles() as $trouble) {
    switch ($trouble['kind']) {
        case 'slow':
            usleep((int) (1e6 * $trouble['seconds']));
            break;
        case 'answer':
            bkddesk_answer($trouble);
        case 'endless':
            header('Content-Type: application/json');
            for ($i = 0; $i < 600; $i++) {
                echo str_repeat(' ', 65536);
                flush();
                usleep(100000);
            }
            exit;
        case 'strip_authorization':
            unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION']);
            break;
        case 'prefix':
            ob_start();
            echo $trouble['body'];
            break;
        case 'lost_answer':  // the work is done, and a gateway answers in its place
            ob_start(static function () use ($trouble) {
                header("HTTP/1.1 {$trouble['status']} Gateway Time-out", true, $trouble['status']);
                header('Content-Type: text/html; charset=UTF-8');
                return $trouble['body'];
            });
            break;
        case 'cut_answer':  // the work is done, and the connection breaks in the middle of the answer
            ob_start(static function (string $body) {
                header('Content-Length: ' . strlen($body));
                return substr($body, 0, intdiv(strlen($body), 2));
            });
            break;
        case 'application_passwords_off':
            add_filter('wp_is_application_passwords_available', '__return_false');
            break;
        case 'rest_off':
            add_filter('rest_authentication_errors', static fn ($result) => new WP_Error(
                'rest_cannot_access', 'Only authenticated users can access the REST API.', ['status' => 401]
            ), 1000);
            break;
        case 'comment_flood':
            add_filter('wp_is_comment_flood', '__return_true', 1000);
            break;
    }
}

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

/** Serves the file that is named first, on the port that is named second (0: a free one), and says where. */
public class MongoForTests {
  public static void main(String[] arguments) throws Exception {
    var backend = new H2Backend(arguments[0]).version(ServerVersion.MONGO_5_0);
    var server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(arguments[1]));
    System.out.println("ready on " + server.getLocalAddress().getPort());
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    Thread.sleep(Long.MAX_VALUE);
  }
}
